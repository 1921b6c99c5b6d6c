package org.concurrencybench.process.connection;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.core.codec.Codecs;
import org.concurrencybench.process.internal.Arguments;
import org.concurrencybench.process.internal.wire.Connection;
import org.concurrencybench.process.internal.wire.Frame;
import org.concurrencybench.process.internal.wire.FrameType;
import org.concurrencybench.process.internal.wire.ProtocolViolation;

/**
 * One end of a connection that carries whole messages in both directions. Any thread may send and receive; messages
 * never mix. Nothing is encrypted: use it within a machine, or a network that is trusted.
 *
 * @param <T> what is sent and received; both ends name the same class
 */
public final class PeerConnection<T> implements AutoCloseable {
    /** Of one encoded message. */
    static final int MAX_MESSAGE = 256 << 20;

    private static final long POLL_MILLIS = 1000;

    private final Connection connection;
    private final Codec<T> codec;
    private final ReentrantLock receiving = new ReentrantLock();
    private volatile boolean closed;

    PeerConnection(SocketChannel channel, Codec<T> codec) throws IOException {
        this.connection = new Connection(channel, MAX_MESSAGE);
        this.codec = codec;
    }

    /**
     * Connects to a listener, each proving to the other that it has the key. Takes ten seconds at most.
     *
     * @param listener its address, as the listener has it: {@link ConnectionListener#address}
     * @param key not empty
     * @param type of the messages; one that has a codec
     * @throws AuthenticationFailedException when one end does not have the key
     */
    public static <T> PeerConnection<T> connect(SocketAddress listener, byte[] key, Class<T> type)
            throws IOException {
        Proof proof = new Proof(Arguments.required("key", key));
        Arguments.required("listener", listener);
        Codec<T> codec = Codecs.of(Arguments.required("type", type));
        SocketChannel channel = SocketChannel.open(listener);
        return HandshakeLimit.within(channel, () -> {
            proof.ofClient(channel);
            return new PeerConnection<>(channel, codec);
        });
    }

    /**
     * Sends a message. It may not have arrived when this returns.
     *
     * @throws IOException when it cannot be encoded, or the other end has closed
     */
    public void send(T message) throws IOException {
        if (closed) {
            throw new IOException("the connection is closed");
        }
        connection.send(FrameType.MESSAGE, codec.encode(Objects.requireNonNull(message, "message")));
    }

    /**
     * The next message.
     *
     * @throws EOFException when the other end has closed, or has died, and all that it sent was received
     */
    public T receive() throws IOException, InterruptedException {
        return receive(Long.MAX_VALUE).orElseThrow();
    }

    /** The next message, if it comes in time. */
    public Optional<T> receive(Duration timeout) throws IOException, InterruptedException {
        return receive(Arguments.positive("timeout", timeout).toNanos());
    }

    private Optional<T> receive(long nanos) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + nanos;
        receiving.lockInterruptibly();
        try {
            while (true) {
                Frame frame = connection.next();
                if (frame != null) {
                    if (frame.type() != FrameType.MESSAGE) {
                        throw new ProtocolViolation("the other end sent " + frame.type());
                    }
                    return Optional.of(codec.decode(frame.payload()));
                }
                long left = nanos == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - System.nanoTime();
                if (left <= 0) {
                    return Optional.empty();
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (closed || !connection.receive(Math.clamp(left / 1_000_000, 1, POLL_MILLIS))) {
                    throw new EOFException("the connection is closed");
                }
            }
        } catch (ClosedSelectorException e) {
            throw new EOFException("the connection is closed");
        } finally {
            receiving.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        connection.close();
    }
}
