package org.concurrencybench.process.internal.launch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Says whether the owner of a run directory lives: a file that the owner keeps locked. The system lets go of a lock
 * when the process that has it ends, however it ends. A pid would not do: it is used again, and another container
 * counts its own.
 */
final class OwnerLock implements Closeable {
    private final Path file;
    private final FileChannel channel;

    private OwnerLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Makes the file and locks it.
     *
     * @return null when another process was quicker and has taken the new file for that of a dead owner
     * @throws java.nio.file.FileAlreadyExistsException when there is one of that name
     * @throws IOException also where the file system has no locks
     */
    static @Nullable OwnerLock take(Path file) throws IOException {
        OwnerLock lock = lock(file, StandardOpenOption.CREATE_NEW);
        if (lock != null
                && Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) { // locked after the other one had removed it
            lock.channel.close();
            return null;
        }
        return lock;
    }

    /**
     * Locks the file of an owner that has died; null when the owner lives, or that cannot be found out. Not for those
     * of this JVM.
     */
    static @Nullable OwnerLock ofDead(Path file) {
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? lock(file, LinkOption.NOFOLLOW_LINKS) : null;
        } catch (IOException e) {
            return null; // gone meanwhile, or a file system without locks
        }
    }

    @SuppressWarnings("resource") // the lock lives as long as its channel
    private static @Nullable OwnerLock lock(Path file, java.nio.file.OpenOption how) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, how);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // held by this JVM, where the same class was loaded twice
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock == null ? null : new OwnerLock(file, channel);
    }

    /** Ends the ownership: last of all, when nothing is left of the directory. */
    @Override
    public void close() throws IOException {
        channel.close(); // first, where open files cannot be removed
        Files.deleteIfExists(file);
    }

    /** Lets go of the file and leaves it to another one who looks for the dead. */
    void leave() throws IOException {
        channel.close();
    }
}
