package org.concurrencybench.process.internal.broker;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Words of memory that all processes of a broker have mapped: one for each object that can be used without asking the
 * broker. A file of fixed length in the owner's run directory, written in full when it is made, so that no later access
 * needs room on the disk; it is never truncated.
 *
 * @implNote Words are a cache line apart. The mapping lives as long as something refers to it: the memory of a file
 *     that was deleted stays valid.
 */
public final class Words {
    /** How many objects with a word one broker can have. */
    static final int COUNT = 16_384;

    /** The last part of the path of every such file. */
    static final String NAME = "words";

    private static final int STRIDE = 64;
    static final int BYTES = COUNT * STRIDE;

    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final MappedByteBuffer memory;

    private Words(MappedByteBuffer memory) {
        this.memory = memory;
    }

    /** Makes the file. */
    static Words create(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect(BYTES);
            while (zeros.hasRemaining()) {
                channel.write(zeros);
            }
            return map(channel);
        }
    }

    /** Maps the file of another process. Another file than one of this name is refused: it may hold anything. */
    static Words open(Path file) throws IOException {
        if (!file.endsWith(NAME)) {
            throw new IOException(file + " is no shared memory");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() != BYTES) {
                throw new IOException(file + " has " + channel.size() + " bytes instead of " + BYTES);
            }
            return map(channel);
        } catch (NoSuchFileException e) {
            throw new IOException("the shared memory " + file + " is not there", e);
        }
    }

    private static Words map(FileChannel channel) throws IOException {
        return new Words(channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES));
    }

    public long get(int slot) {
        return (long) LONG.getVolatile(memory, slot * STRIDE);
    }

    public void set(int slot, long value) {
        LONG.setVolatile(memory, slot * STRIDE, value);
    }

    public boolean compareAndSet(int slot, long expected, long value) {
        return LONG.compareAndSet(memory, slot * STRIDE, expected, value);
    }

    public long getAndAdd(int slot, long delta) {
        return (long) LONG.getAndAdd(memory, slot * STRIDE, delta);
    }
}
