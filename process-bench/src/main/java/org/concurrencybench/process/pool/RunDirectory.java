package org.concurrencybench.process.pool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pool's own directory, which only its user can enter: sockets, argument file, progress files. Named by the pid and start
 * time of this JVM, so that what a killed JVM left behind is recognised and removed by the next pool.
 */
final class RunDirectory implements Closeable {
    /** The system's limit is 108 on Linux, 104 elsewhere. */
    static final int MAX_SOCKET_PATH_BYTES = 100;

    private static final int NAME_BYTES = 48;
    private static final Pattern NAME = Pattern.compile("cbp-(\\d+)-(\\d+)-\\d+");

    private final Path path;

    private RunDirectory(Path path) {
        this.path = path;
    }

    static RunDirectory create() throws IOException {
        Path parent = parent();
        sweep(parent);
        ProcessHandle self = ProcessHandle.current();
        String prefix = "cbp-" + self.pid() + "-" + startSecond(self) + "-";
        boolean posix = parent.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
        try {
            return new RunDirectory(Files.createTempDirectory(parent, prefix, ownerOnly));
        } catch (IOException e) {
            throw new IOException(
                    "cannot make a directory in " + parent + ": " + e.getMessage()
                            + ": set -Djava.io.tmpdir to a folder that takes one",
                    e);
        }
    }

    private static Path parent() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        if (length(temporary) + NAME_BYTES + 16 <= MAX_SOCKET_PATH_BYTES) {
            return temporary;
        }
        Path fallback = Path.of("/tmp");
        if (Files.isWritable(fallback)) {
            return fallback;
        }
        throw new IOException("java.io.tmpdir is " + temporary + ", too long for the paths of Unix sockets (limit "
                + MAX_SOCKET_PATH_BYTES + " bytes): set -Djava.io.tmpdir to a shorter path");
    }

    private static int length(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private static void sweep(Path parent) {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(parent, "cbp-*")) {
            for (Path leftover : leftovers) {
                Matcher name = NAME.matcher(leftover.getFileName().toString());
                if (name.matches() && !isAlive(Long.parseLong(name.group(1)), Long.parseLong(name.group(2)))) {
                    delete(leftover);
                }
            }
        } catch (IOException e) {
            // another user's, or another pool sweeps at the same time: not this pool's concern
        }
    }

    private static boolean isAlive(long pid, long startSecond) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        return process.isPresent() && Math.abs(startSecond(process.get()) - startSecond) <= 1;
    }

    /** 0 where the system does not tell. */
    private static long startSecond(ProcessHandle process) {
        return process.info().startInstant().map(Instant::getEpochSecond).orElse(0L);
    }

    Path path() {
        return path;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /** Closes what there is of it, after a failure that matters more. */
    static void closeQuietly(@Nullable RunDirectory directory) {
        if (directory != null) {
            try {
                directory.close();
            } catch (IOException e) {
                // the next pool of this machine sweeps it
            }
        }
    }

    @Override
    public void close() throws IOException {
        delete(path);
    }

    private static void delete(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(directory);
    }
}
