package org.concurrencybench.core.workloads;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** A file that is read block by block at any place, by threads that wait and by chains. Safe for use by all of them. */
final class BlockFile implements AutoCloseable {
    /** Bytes of a block. */
    static final int BLOCK = 4096;

    private final Path path;
    private final FileChannel waiting;
    private final AsynchronousFileChannel chains;
    /** Buffers that nobody reads into: direct reads need memory that begins at a multiple of the block size. */
    private final Queue<ByteBuffer> idle = new ConcurrentLinkedQueue<>();

    private BlockFile(Path path, FileChannel waiting, AsynchronousFileChannel chains) {
        this.path = path;
        this.waiting = waiting;
        this.chains = chains;
    }

    /**
     * Opens the file at {@code path}.
     *
     * @param direct past the operating system's cache
     * @throws UnsupportedOperationException when there are no direct reads on this file system
     */
    static BlockFile open(Path path, boolean direct) throws IOException {
        Set<OpenOption> options =
                direct ? Set.of(StandardOpenOption.READ, directOption()) : Set.of(StandardOpenOption.READ);
        FileChannel waiting = FileChannel.open(path, options);
        try {
            return new BlockFile(path, waiting, AsynchronousFileChannel.open(path, options, null));
        } catch (Throwable e) {
            waiting.close();
            throw e;
        }
    }

    /**
     * The JDK's option for direct reads, by its name: javac warns of each use of a type outside the Java SE API, and
     * has no way to be told that it is meant.
     */
    private static OpenOption directOption() {
        try {
            for (Object option :
                    Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants()) {
                if (option.toString().equals("DIRECT")) {
                    return (OpenOption) option;
                }
            }
        } catch (ClassNotFoundException e) {
            throw new UnsupportedOperationException("this JDK lacks the module jdk.unsupported", e);
        }
        throw new UnsupportedOperationException("this JDK has no ExtendedOpenOption.DIRECT");
    }

    /** Reads {@code blocks} one after the other, waiting for each; a digest of their bytes. */
    long read(long[] blocks) throws IOException {
        ByteBuffer buffer = take();
        long digest = 0;
        for (long block : blocks) {
            buffer.clear();
            check(block, waiting.read(buffer, block * BLOCK));
            digest = digest(digest, buffer.flip());
        }
        idle.add(buffer);
        return digest;
    }

    /**
     * Reads {@code blocks} one after the other without waiting for any; each is added to the digest on
     * {@code executor}.
     */
    CompletableFuture<Long> read(long[] blocks, Executor executor) {
        Reading reading = new Reading(blocks, executor);
        reading.next();
        return reading;
    }

    /** The digest {@code sofar} with a block added; {@code block} is read to its end. */
    static long digest(long sofar, ByteBuffer block) {
        CRC32C sum = new CRC32C();
        sum.update(block);
        return Bits.add(sofar, sum.getValue());
    }

    private ByteBuffer take() {
        ByteBuffer buffer = idle.poll();
        return buffer != null
                ? buffer
                : ByteBuffer.allocateDirect(2 * BLOCK - 1)
                        .alignedSlice(BLOCK)
                        .limit(BLOCK)
                        .slice();
    }

    private void check(long block, int bytes) throws IOException {
        if (bytes != BLOCK) {
            throw new IOException("block " + block + " of " + path + " gave " + bytes + " of " + BLOCK + " bytes");
        }
    }

    @Override
    public void close() throws IOException {
        try (waiting) {
            chains.close();
        }
    }

    /** The reads of one chain: told of each one's end on a thread of the channel, continued on the executor. */
    private final class Reading extends CompletableFuture<Long> implements CompletionHandler<Integer, Long>, Runnable {
        private final long[] blocks;
        private final Executor executor;
        private final ByteBuffer buffer = take();
        // What follows changes hands with the reads, and is published by them.
        private int done;
        private int bytes;
        private long digest;
        private @Nullable Throwable failure;

        Reading(long[] blocks, Executor executor) {
            this.blocks = blocks;
            this.executor = executor;
        }

        private void next() {
            chains.read(buffer.clear(), blocks[done] * BLOCK, blocks[done], this);
        }

        @Override
        public void completed(Integer read, Long block) {
            bytes = read;
            goOn();
        }

        @Override
        public void failed(Throwable failed, Long block) {
            failure = failed;
            goOn();
        }

        private void goOn() {
            try {
                executor.execute(this);
            } catch (RejectedExecutionException e) { // the session is closed: there is nowhere else to go
                completeExceptionally(e);
            }
        }

        @Override
        public void run() {
            if (failure != null) {
                completeExceptionally(failure);
                return;
            }
            try {
                check(blocks[done], bytes);
                digest = digest(digest, buffer.flip());
                done++;
                if (done < blocks.length) {
                    next();
                    return;
                }
            } catch (IOException | RuntimeException e) {
                completeExceptionally(e);
                return;
            }
            idle.add(buffer);
            complete(digest);
        }
    }
}
