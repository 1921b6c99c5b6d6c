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
 * @implNote The channel is non-blocking, so that an interrupt does not close it. Each direction has a selector.
 */
final class MessageChannel implements Closeable {
    /** Of one encoded message. */
    static final int MAX_BYTES = 256 << 20;

    private static final long POLL_MILLIS = 1000;

    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;
    private final FrameReader reader = new FrameReader(MAX_BYTES);
    private final FrameWriter writer = new FrameWriter();
    private final ReentrantLock receiving = new ReentrantLock();
    private final ReentrantLock sending = new ReentrantLock();
    /** What the other end did that it must not do: nothing is received after it. Guarded by the lock of receiving. */
    private @Nullable String violation;

    MessageChannel(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        readable = Selector.open();
        writable = Selector.open();
        channel.register(readable, SelectionKey.OP_READ);
        channel.register(writable, SelectionKey.OP_WRITE);
    }

    void send(ByteBuffer payload) throws IOException, InterruptedException {
        if (payload.remaining() > MAX_BYTES) {
            throw new IOException("a message has " + payload.remaining() + " bytes; the limit is " + MAX_BYTES);
        }
        sending.lockInterruptibly();
        try {
            writer.add(FrameType.MESSAGE, 0, 0, 0, 0, payload);
            while (!writer.writeTo(channel)) {
                writable.selectedKeys().clear();
                writable.select(POLL_MILLIS); // returns at once when interrupted: half a message must not stay
                if (Thread.interrupted()) {
                    finish();
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
    private void finish() throws IOException {
        boolean interrupted = false;
        while (!writer.writeTo(channel)) {
            writable.selectedKeys().clear();
            writable.select(POLL_MILLIS);
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
            while (true) {
                Frame frame = reader.next();
                if (frame != null) {
                    if (frame.type() != FrameType.MESSAGE || frame.flags() != 0) {
                        throw new ProtocolViolation("the other end sent " + frame.type());
                    }
                    return Optional.of(codec.decode(frame.payload()));
                }
                int read = fill();
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
                    readable.selectedKeys().clear();
                    readable.select(Math.clamp(left / 1_000_000, 1, POLL_MILLIS));
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
    private int fill() throws IOException {
        try {
            return reader.fill(channel);
        } catch (SocketException e) {
            return -1;
        }
    }

    @Override
    public void close() throws IOException {
        try (channel;
                readable) {
            writable.close();
        }
    }
}
