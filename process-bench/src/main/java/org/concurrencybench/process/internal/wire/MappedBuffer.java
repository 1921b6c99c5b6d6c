package org.concurrencybench.process.internal.wire;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Memory that a pool and one of its workers share: a file that both have mapped. One of them fills it, and the other
 * says when it may be filled again.
 */
final class MappedBuffer {
    private static final int HEADER_BYTES = 64;
    private static final int PIECE_BYTES = 64 << 10;

    private final MappedByteBuffer memory;

    private MappedBuffer(MappedByteBuffer memory) {
        this.memory = memory;
        memory.order(ByteOrder.nativeOrder());
    }

    /** Makes the file. Room is taken now: on a full disk, what is mapped only would end the JVM at its first use. */
    static MappedBuffer create(Path file, int capacity) throws IOException {
        Files.createFile(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect(PIECE_BYTES);
            for (int left = HEADER_BYTES + capacity; left > 0; ) {
                left -= channel.write(zeros.limit(Math.min(left, PIECE_BYTES)).position(0));
            }
            return map(channel, capacity);
        } catch (IOException e) {
            Files.delete(file);
            throw e;
        }
    }

    /**
     * Maps the file that the other side has made, and removes its name: the memory goes when neither uses it any more.
     */
    static MappedBuffer open(Path file, int capacity) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() != HEADER_BYTES + capacity) {
                throw new IOException("it has " + channel.size() + " bytes");
            }
            MappedBuffer opened = map(channel, capacity);
            Files.delete(file);
            return opened;
        }
    }

    private static MappedBuffer map(FileChannel channel, int capacity) throws IOException {
        return new MappedBuffer(channel.map(FileChannel.MapMode.READ_WRITE, 0, HEADER_BYTES + capacity));
    }

    int capacity() {
        return memory.capacity() - HEADER_BYTES;
    }

    /** Its first bytes. */
    ByteBuffer content(int length) {
        return memory.slice(HEADER_BYTES, length);
    }

    /** Whether it may be filled. Asked by who fills it. */
    boolean isFree() {
        boolean free = memory.getInt(0) == 0;
        VarHandle.acquireFence();
        return free;
    }

    /** Said by who fills it, before it does. */
    void occupy() {
        memory.putInt(0, 1);
    }

    /** Said by who has read it. */
    void free() {
        VarHandle.releaseFence();
        memory.putInt(0, 0);
    }
}
