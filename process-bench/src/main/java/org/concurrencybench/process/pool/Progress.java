package org.concurrencybench.process.pool;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Which tasks a worker has begun: one number for each slot in a mapped file, which outlives the worker.
 *
 * <p>Design note. A worker is given tasks ahead of need, numbered in the order in which they are given, and its slots take them
 * in that order. A slot writes a task's number here before it runs it. So when a worker has died, a number above the highest one
 * written belongs to a task that has not begun, which can be handed to another worker without running twice. A task at or below
 * it may have run.
 */
final class Progress {
    static final int BYTES = ProcessPoolConfig.MAX_SLOTS * Long.BYTES;

    private final MappedByteBuffer cells;

    private Progress(MappedByteBuffer cells) {
        this.cells = cells;
    }

    static Progress open(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            // Room is taken now: on a full disk, what is mapped only would end the JVM at its first use.
            ByteBuffer zeros = ByteBuffer.allocate(BYTES);
            while (zeros.hasRemaining()) {
                channel.write(zeros);
            }
            MappedByteBuffer cells = channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES);
            cells.order(ByteOrder.nativeOrder());
            return new Progress(cells);
        } catch (IOException e) {
            throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    void begin(int slot, long number) {
        // A view VarHandle would say the same at a tenth of a worker's start-up time.
        cells.putLong(slot * Long.BYTES, number);
        VarHandle.releaseFence();
    }

    /** The highest number begun; read when the worker has ended. */
    static long highest(Path file) throws IOException {
        long highest = 0;
        ByteBuffer cells;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            cells = ByteBuffer.allocate(BYTES).order(ByteOrder.nativeOrder());
            while (cells.hasRemaining() && channel.read(cells) >= 0) {}
        }
        for (int at = 0; at + Long.BYTES <= cells.position(); at += Long.BYTES) {
            highest = Math.max(highest, cells.getLong(at));
        }
        return highest;
    }
}
