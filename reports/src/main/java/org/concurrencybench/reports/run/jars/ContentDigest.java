package org.concurrencybench.reports.run.jars;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.concurrencybench.core.api.UsageException;

/**
 * SHA-256 in hexadecimal digits of a user's jar, or of a folder of classes: its files' names and contents, in the order
 * of the names.
 */
final class ContentDigest {
    private final MessageDigest digest;

    private ContentDigest(MessageDigest digest) {
        this.digest = digest;
    }

    static String of(Path jar) {
        try {
            ContentDigest content = new ContentDigest(MessageDigest.getInstance("SHA-256"));
            if (Files.isDirectory(jar)) {
                content.addFolder(jar);
            } else {
                content.addFile(jar);
            }
            return HexFormat.of().formatHex(content.digest.digest());
        } catch (IOException e) {
            throw new UsageException("bench.jars (--jars): " + jar + " cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private void addFolder(Path folder) throws IOException {
        List<Path> files;
        try (var found = Files.walk(folder)) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            // Lengths keep a name and a content apart from what follows them.
            String name = folder.relativize(file).toString().replace('\\', '/');
            digest.update((name + '\0' + Files.size(file) + '\0').getBytes(StandardCharsets.UTF_8));
            addFile(file);
        }
    }

    private void addFile(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
    }
}
