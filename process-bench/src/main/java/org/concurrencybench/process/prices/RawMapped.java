package org.concurrencybench.process.prices;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.concurrencybench.core.prices.Operation;
import org.concurrencybench.core.prices.TimedOperation;
import org.jspecify.annotations.Nullable;

/** Memory that this JVM and a child have mapped, or this JVM alone. */
record RawMapped(
        Folder folder,
        ByteBuffer words,
        MappedWork work,
        @Nullable RawProcess child) implements TimedOperation {
    /** {@code together}: whether a child does it too. */
    static Operation open(MappedWork work, boolean together) throws IOException {
        Folder folder = Folder.create();
        Path file = Files.write(folder.file("words"), new byte[MappedWork.BYTES]);
        RawProcess child = together ? RawProcess.start(RawChild.MAPPED, file.toString(), work.name()) : null;
        return new RawMapped(folder, map(file), work, child);
    }

    static ByteBuffer map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, MappedWork.BYTES)
                    .order(ByteOrder.nativeOrder());
        }
    }

    @Override
    public void run(int times) throws IOException {
        long before = words.getLong(MappedWork.NUMBER);
        if (child == null) {
            work.run(words, 0, times);
        } else {
            int others = work.isShared() ? times / 2 : times;
            child.out().writeInt(others);
            child.out().flush();
            work.run(words, 0, work.isShared() ? times - others : times);
            child.in().readByte();
        }
        long changes = words.getLong(MappedWork.NUMBER) - before;
        if (work.isShared() && changes != times) {
            throw new IllegalStateException(changes + " of " + times + " changes were made: some were lost");
        }
    }

    @Override
    public void close() throws IOException {
        try (folder;
                child) {
            // nothing else is open
        }
    }
}
