package org.concurrencybench.process.internal.wire;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.concurrencybench.process.api.WorkerContext;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks a worker has begun: one number for each slot in a file, which outlives the worker.
 *
 * @implNote A worker is given tasks ahead of need, numbered in the order in which they are given, and its slots take
 *     them in that order. A slot writes a task's number here before it runs it. So when a worker has died, a number
 *     above the highest one written belongs to a task that has not begun, which can be handed to another worker without
 *     running twice. A task at or below it may have run.
 *     <p>The first numbers are written by system calls. Mapping the file makes that a hundred times faster, but takes a
 *     quarter of a worker's start, so it is done in parallel to the tasks once there are many of them. The system keeps
 *     one copy of the bytes, whichever way they came.
 */
public final class ProgressFile {
    static final int BYTES = WorkerContext.MAX_SLOTS * Long.BYTES;
    private static final int WRITTEN_TASKS = 200;

    private final Path path;
    private final RandomAccessFile file;
    private final ByteBuffer scratch = ByteBuffer.allocate(Long.BYTES);
    private int written;
    private volatile @Nullable MappedByteBuffer numbers;

    private ProgressFile(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
    }

    /** That of the worker whose files' names begin like this. */
    public static Path file(String files) {
        return Path.of(files.concat(".progress"));
    }

    public static ProgressFile open(Path path) throws IOException {
        try {
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            // Room is taken now: on a full disk, what is mapped only would end the JVM at its first use.
            file.write(new byte[BYTES]);
            return new ProgressFile(path, file);
        } catch (IOException e) {
            throw new IOException("cannot write " + path + ": " + FullDisk.describe(e, path.toAbsolutePath()), e);
        }
    }

    public void begin(int slot, long number) throws IOException {
        MappedByteBuffer mapped = numbers;
        if (mapped == null) {
            write(slot, number);
        } else {
            put(mapped, slot, number);
        }
    }

    private static void put(MappedByteBuffer mapped, int slot, long number) {
        // A view VarHandle would say the same at a tenth of a worker's start-up time.
        mapped.putLong(slot * Long.BYTES, number);
        VarHandle.releaseFence();
    }

    private synchronized void write(int slot, long number) throws IOException {
        MappedByteBuffer mapped = numbers;
        if (mapped != null) {
            put(mapped, slot, number); // it has just been mapped
            return;
        }
        file.seek((long) slot * Long.BYTES);
        file.write(scratch.putLong(0, number).array());
        if (++written == WRITTEN_TASKS) {
            // Typed as what it is: otherwise its class would be loaded to verify this one.
            var mapping = new Thread("map-progress") {
                @Override
                public void run() {
                    map();
                }
            };
            mapping.setDaemon(true);
            mapping.start();
        }
    }

    private void map() {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES);
            synchronized (this) {
                numbers = mapped;
                file.close();
            }
        } catch (IOException e) {
            StandardError.print(e); // it continues as before
        }
    }

    /** The highest number begun; read when the worker has ended. */
    public static long highest(Path file) throws IOException {
        long highest = 0;
        ByteBuffer numbers;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            numbers = ByteBuffer.allocate(BYTES);
            while (numbers.hasRemaining() && channel.read(numbers) >= 0) {}
        }
        for (int at = 0; at + Long.BYTES <= numbers.position(); at += Long.BYTES) {
            highest = Math.max(highest, numbers.getLong(at));
        }
        return highest;
    }
}
