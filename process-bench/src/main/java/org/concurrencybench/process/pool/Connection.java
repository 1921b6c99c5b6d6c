package org.concurrencybench.process.pool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Frames to and from one peer; both sides use it.
 *
 * <p>Design note. One thread receives. Any thread may send: it gathers frames and writes them itself, since waking a writer
 * thread for each task would cost more than the write. The channel is non-blocking, so a write never waits, and an interrupt of
 * the sending thread does not close the channel, as it would with a blocking one. What the socket does not take is left to the
 * receiving thread, which waits for room besides waiting for bytes.
 */
final class Connection implements Closeable {
    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final FrameReader reader;
    private final FrameWriter writer = new FrameWriter();
    private final ReentrantLock sending = new ReentrantLock();
    private final AtomicLong received = new AtomicLong();
    private boolean mayHaveMore;

    Connection(SocketChannel channel, int maxPayload) throws IOException {
        this.channel = channel;
        this.reader = new FrameReader(maxPayload + Bundle.HEADER_BYTES);
        channel.configureBlocking(false);
        selector = Selector.open();
        key = channel.register(selector, SelectionKey.OP_READ);
    }

    /** Taken around {@link #gather} and {@link #flush}; frames gathered under one hold leave together. */
    ReentrantLock sending() {
        return sending;
    }

    /** Adds a frame to those that the next flush writes. The lock must be held. */
    void gather(FrameType type, int attempt, long id, long nanos, ByteBuffer payload) {
        writer.add(type, attempt, id, nanos, payload);
    }

    /** Writes what was gathered, or as much as the socket takes now. The lock must be held. */
    void flush() throws IOException {
        boolean waiting = (key.interestOps() & SelectionKey.OP_WRITE) != 0;
        if (waiting || writer.isEmpty() || writer.writeTo(channel)) {
            return;
        }
        key.interestOpsOr(SelectionKey.OP_WRITE);
        selector.wakeup();
    }

    /** Sends one frame now. */
    void send(FrameType type, ByteBuffer payload) throws IOException {
        sending.lock();
        try {
            gather(type, 0, 0, 0, payload);
            flush();
        } finally {
            sending.unlock();
        }
    }

    /**
     * Waits until bytes have arrived, {@link #wakeup} was called or {@code timeoutMillis} have passed (0: no limit), and reads
     * them. Returns false at the end of the stream.
     */
    boolean receive(long timeoutMillis) throws IOException {
        if (!mayHaveMore) {
            selector.select(timeoutMillis);
            selector.selectedKeys().clear();
            if (key.isWritable()) {
                finishWriting();
            }
        }
        int read = reader.fill(channel);
        mayHaveMore = read > 0 && reader.isFull();
        received.addAndGet(Math.max(read, 0));
        return read >= 0;
    }

    private void finishWriting() throws IOException {
        sending.lock();
        try {
            if (writer.writeTo(channel)) {
                key.interestOpsAnd(~SelectionKey.OP_WRITE);
            }
        } finally {
            sending.unlock();
        }
    }

    /** The next frame of those that arrived, or null. */
    @Nullable
    Frame next() throws ProtocolViolation {
        return reader.next();
    }

    /** The payload of this frame, the one that came last, for use beyond the next one, until it is given back. */
    ByteBuffer keep(Frame frame) {
        return reader.keep(frame);
    }

    /** Called when a kept payload is needed no more; by any thread. */
    void giveBack(ByteBuffer kept) {
        reader.giveBack(kept);
    }

    /** Bytes received so far. */
    long received() {
        return received.get();
    }

    /** Bytes sent so far. */
    long sent() {
        sending.lock();
        try {
            return writer.written();
        } finally {
            sending.unlock();
        }
    }

    boolean isInsideFrame() {
        return reader.isInsideFrame();
    }

    /** Makes the receiving thread return from {@link #receive}. */
    void wakeup() {
        selector.wakeup();
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            selector.close();
        }
    }
}
