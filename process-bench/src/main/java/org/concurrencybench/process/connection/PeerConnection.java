package org.concurrencybench.process.connection;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.core.codec.Codecs;
import org.concurrencybench.process.api.AuthenticationFailedException;
import org.concurrencybench.process.internal.Arguments;
import org.concurrencybench.process.internal.transport.HandshakeLimit;
import org.concurrencybench.process.internal.transport.Proof;

/**
 * One end of a connection that carries whole messages in both directions. Any thread may send and receive; messages
 * never mix. Nothing is encrypted: use it within a machine, or a network that is trusted.
 *
 * <p>When the process at the other end dies, what it had sent can still be received, but no message of which only a
 * part has arrived; then receiving fails with {@link EOFException}, and sending with {@link IOException}. While it is
 * stopped, timeouts hold, and sending waits once the socket is full.
 *
 * @param <T> what is sent and received; both ends name the same class
 */
public final class PeerConnection<T> implements AutoCloseable {
    private final MessageChannel messages;
    private final Codec<T> codec;

    PeerConnection(SocketChannel channel, Codec<T> codec) throws IOException {
        this.messages = new MessageChannel(channel);
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
    public static <T> PeerConnection<T> connect(SocketAddress listener, byte[] key, Class<T> type) throws IOException {
        return connect(listener, key, type, HandshakeLimit.LIMIT);
    }

    static <T> PeerConnection<T> connect(SocketAddress listener, byte[] key, Class<T> type, Duration limit)
            throws IOException {
        Proof proof = new Proof(Arguments.required("key", key));
        Codec<T> codec = Codecs.of(Arguments.required("type", type));
        SocketChannel channel = Arguments.required("listener", listener) instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
        return HandshakeLimit.within(limit, channel, () -> {
            channel.connect(listener); // a Unix listener whose backlog is full keeps the caller waiting
            proof.ofClient(channel);
            return new PeerConnection<>(channel, codec);
        });
    }

    /**
     * Sends a message; waits while the other end receives too slowly. It may not have arrived when this returns.
     *
     * @throws IOException when it cannot be encoded, or the other end has closed
     * @throws InterruptedException when interrupted before the message began to leave
     */
    public void send(T message) throws IOException, InterruptedException {
        messages.send(codec.encode(Objects.requireNonNull(message, "message")));
    }

    /**
     * The next message; waits for it as long as it takes.
     *
     * @throws EOFException when the other end has closed, or has died, and all that it sent was received; the message
     *     says so if the end came in the middle of a message
     * @throws IOException when the message is no value of the type: the next one may be; or when the other end broke
     *     the protocol, which closes the connection
     */
    public T receive() throws IOException, InterruptedException {
        return receive(Long.MAX_VALUE).orElseThrow();
    }

    /** The next message, if it comes in time. */
    public Optional<T> receive(Duration timeout) throws IOException, InterruptedException {
        return receive(Arguments.positive("timeout", timeout).toNanos());
    }

    private Optional<T> receive(long nanos) throws IOException, InterruptedException {
        return messages.receive(nanos, codec);
    }

    /** Ends the connection at once; both ends' waits end. */
    @Override
    public void close() throws IOException {
        messages.close();
    }
}
