package org.concurrencybench.process.connection;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.process.internal.wire.Frame;
import org.concurrencybench.process.internal.wire.FrameReader;
import org.concurrencybench.process.internal.wire.FrameType;
import org.concurrencybench.process.internal.wire.FrameWriter;
import org.concurrencybench.process.internal.wire.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/**
 * Messages as frames on a channel of its own. One thread at a time sends and one receives, each waiting for what it
 * needs itself, so that whoever sends is held up when the other end does not receive.
 *
 * @implNote The channel is non-blocking, so that an interrupt does not close it. Each direction has buffers, and a
 *     selector, made when it first needs them: they cost more than the handshake.
 */
final class MessageChannel implements Closeable {
    /** Of one encoded message. */
    static final int MAX_BYTES = 256 << 20;

    private static final long POLL_MILLIS = 1000;

    private final SocketChannel channel;
    private final ReentrantLock receiving = new ReentrantLock();
    private final ReentrantLock sending = new ReentrantLock();
    /** Each is guarded by its direction's lock, and read without it at the end. */
    private volatile @Nullable Selector readable;

    private volatile @Nullable Selector writable;
    private @Nullable FrameReader reader;
    private @Nullable FrameWriter writer;
    private volatile boolean closed;
    /** What the other end did that it must not do: nothing is received after it. Guarded by the lock of receiving. */
    private @Nullable String violation;

    MessageChannel(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
    }

    private FrameReader reader() {
        FrameReader known = reader;
        if (known == null) {
            known = new FrameReader(MAX_BYTES);
            reader = known;
        }
        return known;
    }

    private FrameWriter writer() {
        FrameWriter known = writer;
        if (known == null) {
            known = new FrameWriter();
            writer = known;
        }
        return known;
    }

    private void awaitReadable(long millis) throws IOException {
        Selector selector = readable;
        if (selector == null) {
            selector = Selector.open();
            readable = selector;
            register(selector, SelectionKey.OP_READ);
        }
        selector.selectedKeys().clear();
        selector.select(millis);
    }

    private void awaitWritable() throws IOException {
        Selector selector = writable;
        if (selector == null) {
            selector = Selector.open();
            writable = selector;
            register(selector, SelectionKey.OP_WRITE);
        }
        selector.selectedKeys().clear();
        selector.select(POLL_MILLIS);
    }

    /** Whoever closes this connection closes the selectors that it sees; one that it did not see is closed here. */
    private void register(Selector selector, int operation) throws IOException {
        if (closed) {
            selector.close();
            throw new ClosedSelectorException();
        }
        channel.register(selector, operation);
    }

    void send(ByteBuffer payload) throws IOException, InterruptedException {
        if (payload.remaining() > MAX_BYTES) {
            throw new IOException("a message has " + payload.remaining() + " bytes; the limit is " + MAX_BYTES);
        }
        sending.lockInterruptibly();
        try {
            FrameWriter writer = writer();
            writer.add(FrameType.MESSAGE, 0, 0, 0, 0, payload);
            while (!writer.writeTo(channel)) {
                awaitWritable(); // returns at once when interrupted: half a message must not stay
                if (Thread.interrupted()) {
                    finish(writer);
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        } catch (ClosedSelectorException | ClosedChannelException e) {
            throw new IOException("the connection is closed", e);
        } finally {
            sending.unlock();
        }
    }

    /** Writes the rest of a message in spite of interrupts, which are kept for later. */
    private void finish(FrameWriter writer) throws IOException {
        boolean interrupted = false;
        while (!writer.writeTo(channel)) {
            awaitWritable();
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits up to {@code nanos}, {@link Long#MAX_VALUE}: as long as it takes. */
    <T> Optional<T> receive(long nanos, Codec<T> codec) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + nanos;
        receiving.lockInterruptibly();
        try {
            if (violation != null) {
                throw new ProtocolViolation(violation);
            }
            FrameReader reader = reader();
            while (true) {
                Frame frame = reader.next();
                if (frame != null) {
                    if (frame.type() != FrameType.MESSAGE || frame.flags() != 0) {
                        throw new ProtocolViolation("the other end sent " + frame.type());
                    }
                    return Optional.of(codec.decode(frame.payload()));
                }
                int read = fill(reader);
                if (read < 0) {
                    throw new EOFException(
                            reader.isInsideFrame()
                                    ? "the other end has closed the connection in the middle of a message, which is lost"
                                    : "the other end has closed the connection");
                }
                if (read == 0) {
                    long left = nanos == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - System.nanoTime();
                    if (left <= 0) {
                        return Optional.empty();
                    }
                    awaitReadable(Math.clamp(left / 1_000_000, 1, POLL_MILLIS));
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                }
            }
        } catch (ClosedSelectorException | ClosedChannelException e) {
            throw new EOFException("the connection is closed");
        } catch (ProtocolViolation e) {
            violation = e.getMessage();
            close();
            throw e;
        } finally {
            receiving.unlock();
        }
    }

    /** An end that has died before it had read all that was sent to it resets the connection: that is its end, too. */
    private int fill(FrameReader reader) throws IOException {
        try {
            return reader.fill(channel);
        } catch (SocketException e) {
            return -1;
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        try (channel;
                Selector first = readable;
                Selector second = writable) {
            // both selectors, then the channel
        }
    }
}
