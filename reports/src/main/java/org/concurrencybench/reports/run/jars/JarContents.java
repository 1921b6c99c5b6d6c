package org.concurrencybench.reports.run.jars;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.concurrencybench.core.api.UsageException;
import org.jspecify.annotations.Nullable;

/**
 * What is in a jar or a folder of classes.
 *
 * @param path the jar or folder
 * @param checkSums of its files, by their names in it
 */
record JarContents(Path path, Map<String, Long> checkSums) {
    private static final String UNKNOWN = "?";
    private static final String MODULE = "module-info.class";

    /**
     * Looks into {@code path}.
     *
     * @throws UsageException when it cannot be read
     */
    static JarContents of(Path path) {
        try {
            return new JarContents(path, Files.isDirectory(path) ? ofFolder(path) : ofJar(path));
        } catch (IOException | UncheckedIOException e) {
            throw new UsageException("bench.jars (--jars): " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Map<String, Long> ofJar(Path path) throws IOException {
        Map<String, Long> checkSums = new HashMap<>();
        try (JarFile jar = new JarFile(path.toFile())) {
            jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .forEach(entry -> checkSums.put(entry.getName(), entry.getCrc()));
        }
        return checkSums;
    }

    private static Map<String, Long> ofFolder(Path path) throws IOException {
        Map<String, Long> checkSums = new HashMap<>();
        try (var files = Files.walk(path)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                CRC32 sum = new CRC32();
                sum.update(Files.readAllBytes(file));
                checkSums.put(path.relativize(file).toString().replace(File.separatorChar, '/'), sum.getValue());
            }
        }
        return checkSums;
    }

    /** Whether it has the file of that name. */
    boolean has(String name) {
        return checkSums.containsKey(name);
    }

    /** Whether a class is in both and not the same. */
    boolean differsFrom(JarContents other) {
        return checkSums.entrySet().stream()
                .filter(file ->
                        file.getKey().endsWith(".class") && !file.getKey().endsWith(MODULE))
                .anyMatch(file -> {
                    Long there = other.checkSums.get(file.getKey());
                    return there != null && !there.equals(file.getValue());
                });
    }

    /**
     * The version of {@code artifact} in it, as far as Maven's properties, the file's name or its manifest tell; else a
     * question mark.
     */
    String version(String artifact) {
        try {
            return ofProperties(artifact)
                    .or(() -> ofName(artifact))
                    .or(() -> ofManifest(artifact))
                    .orElse(UNKNOWN);
        } catch (UncheckedIOException e) {
            return UNKNOWN;
        }
    }

    private Optional<String> ofProperties(String artifact) {
        Pattern place = Pattern.compile("META-INF/maven/[^/]+/" + Pattern.quote(artifact) + "/pom\\.properties");
        return checkSums.keySet().stream()
                .filter(name -> place.matcher(name).matches())
                .sorted()
                .findFirst()
                .map(name -> read(name, in -> {
                    Properties properties = new Properties();
                    properties.load(in);
                    return properties.getProperty("version");
                }));
    }

    private Optional<String> ofName(String artifact) {
        Matcher name =
                Pattern.compile(Pattern.quote(artifact) + "-(\\d.*)\\.jar").matcher(String.valueOf(path.getFileName()));
        return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }

    /** Only where the whole jar is that artifact. */
    private Optional<String> ofManifest(String artifact) {
        if (!String.valueOf(path.getFileName()).startsWith(artifact) || !has(JarFile.MANIFEST_NAME)) {
            return Optional.empty();
        }
        return Optional.ofNullable(read(
                JarFile.MANIFEST_NAME,
                in -> new Manifest(in).getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION)));
    }

    @FunctionalInterface
    private interface Reading {
        @Nullable
        String from(InputStream in) throws IOException;
    }

    private @Nullable String read(String name, Reading reading) {
        try {
            if (Files.isDirectory(path)) {
                try (InputStream in = Files.newInputStream(path.resolve(name))) {
                    return reading.from(in);
                }
            }
            try (JarFile jar = new JarFile(path.toFile())) {
                ZipEntry entry = jar.getEntry(name);
                if (entry == null) {
                    return null;
                }
                try (InputStream in = jar.getInputStream(entry)) {
                    return reading.from(in);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
