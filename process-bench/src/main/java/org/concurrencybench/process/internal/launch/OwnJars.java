package org.concurrencybench.process.internal.launch;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.process.internal.child.WorkerMain;
import org.jspecify.annotations.Nullable;

/**
 * The jars that a worker's own classes come from, where they stand on a class path. A class loader opens each jar that
 * stands before the one that has a class; with these first, a worker that needs no others starts without opening any.
 */
final class OwnJars {
    private static final String OWN = "org/concurrencybench/";

    private static final Set<File> FILES = find();

    private OwnJars() {}

    /** The same class path with these jars before the others too. All classes come from where they did before. */
    static String first(String classPath) {
        return first(classPath, FILES);
    }

    static String first(String classPath, Set<File> own) {
        Stream<String> ownEntries = Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> own.contains(new File(entry).getAbsoluteFile()));
        return Stream.concat(ownEntries, Stream.of(classPath)).collect(Collectors.joining(File.pathSeparator));
    }

    private static Set<File> find() {
        return Stream.of(WorkerMain.class, Codec.class)
                .map(OwnJars::source)
                .filter(file -> file != null && isOwn(file))
                .map(Path::toFile)
                .collect(Collectors.toSet());
    }

    private static @Nullable Path source(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return source == null ? null : Path.of(source.getLocation().toURI());
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return null; // not a file
        }
    }

    /** Whether it is a jar without other classes, which another order could bring before their namesakes. */
    static boolean isOwn(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (JarFile jar = new JarFile(file.toFile());
                Stream<String> names = jar.stream().map(ZipEntry::getName)) {
            return names.filter(name -> name.endsWith(".class")).allMatch(name -> name.startsWith(OWN));
        } catch (IOException e) {
            return false;
        }
    }
}
