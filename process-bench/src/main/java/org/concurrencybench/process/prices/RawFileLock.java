package org.concurrencybench.process.prices;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.concurrencybench.core.prices.Operation;
import org.concurrencybench.core.prices.TimedOperation;
import org.jspecify.annotations.Nullable;

/** The system's lock of a file, which this JVM takes, and a child too where it is contended. */
record RawFileLock(Folder folder, Locked file, @Nullable RawProcess child) implements TimedOperation {
    /** A file that can be locked. */
    record Locked(FileChannel channel) implements AutoCloseable {
        static Locked open(Path file) throws IOException {
            return new Locked(FileChannel.open(file, StandardOpenOption.WRITE));
        }

        void run(int times) throws IOException {
            for (int i = 0; i < times; i++) {
                channel.lock().release();
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    static Operation open(boolean contended) throws IOException {
        Folder folder = Folder.create();
        Path file = Files.createFile(folder.file("lock"));
        RawProcess child = contended ? RawProcess.start(RawChild.FILE_LOCK, file.toString()) : null;
        return new RawFileLock(folder, Locked.open(file), child);
    }

    @Override
    public void run(int times) throws IOException {
        if (child == null) {
            file.run(times);
            return;
        }
        int others = times / 2;
        child.out().writeInt(others);
        child.out().flush();
        file.run(times - others);
        child.in().readByte();
    }

    @Override
    public void close() throws IOException {
        try (folder;
                child;
                file) {
            // nothing else is open
        }
    }
}
