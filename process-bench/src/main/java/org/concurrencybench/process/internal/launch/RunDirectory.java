package org.concurrencybench.process.internal.launch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.concurrencybench.process.internal.wire.FullDisk;
import org.jspecify.annotations.Nullable;

/**
 * A pool's own directory, which only its user can enter: sockets, argument file, progress files. It stands in the
 * {@link UserFolder}, and beside it an {@link OwnerLock}, by which the next pool recognises and removes what a killed
 * JVM has left behind.
 *
 * <p>Where there can be no such folder or lock it has a random name in the temporary folder itself. That of a killed
 * JVM stays then.
 */
public final class RunDirectory implements Closeable {
    /** The system's limit is 108 on Linux, 104 elsewhere. */
    static final int MAX_SOCKET_PATH_BYTES = 100;

    /** What the name of a lock ends with; the rest is that of its directory. */
    static final String LOCK = ".lock";

    /** Of {@code /cbp-u4294967295/01234567-0123456789/} and a worker's name. */
    private static final int NAME_BYTES = 53;

    private static final int MAX_TRIES = 20;

    private static final String JVM = jvm();
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Path path;
    private final @Nullable OwnerLock lock;

    private RunDirectory(Path path, @Nullable OwnerLock lock) {
        this.path = path;
        this.lock = lock;
    }

    public static RunDirectory create() throws IOException {
        Path temporary = temporary();
        try {
            RunDirectory locked = locked(temporary);
            return locked != null
                    ? locked
                    : new RunDirectory(
                            Files.createTempDirectory(temporary, "cbp-", UserFolder.ownerOnly(temporary)), null);
        } catch (IOException e) {
            throw new IOException(
                    "cannot make a directory in " + temporary + ": " + FullDisk.describe(e, temporary)
                            + ": set -Djava.io.tmpdir to a folder that takes one",
                    e);
        }
    }

    /**
     * A random text of this JVM's. All copies of this class share it: a JVM must never open a lock of its own, which
     * would end it.
     */
    private static String jvm() {
        byte[] random = new byte[4];
        new SecureRandom().nextBytes(random);
        Object known = System.getProperties()
                .computeIfAbsent(
                        "concurrencybench.process.pool.jvm",
                        key -> HexFormat.of().formatHex(random));
        return known.toString();
    }

    private static Path temporary() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        if (length(temporary) + NAME_BYTES <= MAX_SOCKET_PATH_BYTES) {
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

    /** Null where there can be no lock. */
    private static @Nullable RunDirectory locked(Path temporary) throws IOException {
        for (int i = 0; i < MAX_TRIES; i++) {
            Path folder = UserFolder.in(temporary);
            if (folder == null) {
                return null;
            }
            Leftovers.sweep(folder, JVM);
            String name = JVM + "-" + NUMBERS.incrementAndGet();
            OwnerLock lock = null;
            try {
                lock = OwnerLock.take(folder.resolve(name + LOCK));
                if (lock != null) {
                    Path path = Files.createDirectory(folder.resolve(name), UserFolder.ownerOnly(folder));
                    return new RunDirectory(path, lock);
                }
            } catch (FileAlreadyExistsException | NoSuchFileException e) {
                // another copy of this class has that number, or another pool has just removed the empty folder
                if (lock != null) {
                    lock.close();
                }
            } catch (IOException e) {
                if (lock != null) {
                    lock.close();
                    throw e;
                }
                Files.deleteIfExists(folder.resolve(name + LOCK));
                return null; // a file system without locks, or no room, which the next one reports
            }
        }
        return null;
    }

    public Path path() {
        return path;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /** Closes what there is of it, after a failure that matters more. */
    public static void closeQuietly(@Nullable RunDirectory directory) {
        if (directory != null) {
            try {
                directory.close();
            } catch (IOException e) {
                // the next JVM of this user sweeps it once this one has ended
            }
        }
    }

    @Override
    public void close() throws IOException {
        Leftovers.delete(path);
        if (lock != null) {
            lock.close();
            removeIfEmpty(Objects.requireNonNull(path.getParent()));
        }
    }

    private static void removeIfEmpty(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // others use it
        }
    }
}
