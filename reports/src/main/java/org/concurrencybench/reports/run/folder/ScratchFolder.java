package org.concurrencybench.reports.run.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.concurrencybench.core.api.UsageException;

/**
 * A run's folder for temporary files, removed at its end. What a killed run left is removed by the next one: it holds
 * no lock any more.
 */
public final class ScratchFolder implements AutoCloseable {
    private static final String PREFIX = "concurrency-bench-run-";
    private static final String LOCK = ".lock";
    /** Younger ones may be about to be locked. */
    private static final Duration ABANDONED = Duration.ofSeconds(10);

    private final Path path;
    private final FileChannel lock;
    private final Consumer<String> say;

    private ScratchFolder(Path path, FileChannel lock, Consumer<String> say) {
        this.path = path;
        this.lock = lock;
        this.say = say;
    }

    /**
     * A new folder; those of killed runs are gone.
     *
     * @param say takes a line for the user, where the folder cannot be removed in the end
     * @throws UsageException when none can be made
     */
    public static ScratchFolder create(Consumer<String> say) {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            sweep(parent);
            Path path = Files.createTempDirectory(parent, PREFIX);
            FileChannel lock = open(path);
            if (lock.tryLock() == null) {
                throw new IOException(path + " is locked by another process");
            }
            return new ScratchFolder(path, lock, say);
        } catch (IOException e) {
            throw new UsageException(
                    "cannot create a temporary folder in " + parent + " (" + e.getMessage()
                            + "): free space there, or name another one with -Djava.io.tmpdir",
                    e);
        }
    }

    private static FileChannel open(Path folder) throws IOException {
        return FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static void sweep(Path parent) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : found) {
                if (isAbandoned(folder)) {
                    delete(folder);
                }
            }
        }
    }

    private static void delete(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            // another run sweeps at the same time, or will later
        }
    }

    private static boolean isAbandoned(Path folder) {
        try {
            Path lock = folder.resolve(LOCK);
            if (Files.getLastModifiedTime(lock)
                    .toInstant()
                    .isAfter(Instant.now().minus(ABANDONED))) {
                return false;
            }
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
                return channel.tryLock() != null;
            }
        } catch (IOException | OverlappingFileLockException e) {
            return false; // another user's, or a run's in this JVM
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            lock.close();
            Folders.delete(path);
        } catch (IOException e) {
            say.accept("temporary files are left in " + path + ": " + e.getMessage());
        }
    }
}
