package org.concurrencybench.process.connection;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.core.codec.Codecs;
import org.concurrencybench.process.internal.Arguments;
import org.concurrencybench.process.internal.transport.HandshakeLimit;
import org.concurrencybench.process.internal.transport.KeyedListener;

/**
 * Waits for clients that have its key. Handshakes run side by side, each for ten seconds at most and a limited number
 * at once: of more, the client that has waited longest is turned away. So neither a silent client nor many of them keep
 * the next one out.
 *
 * <p>A client that dies in its handshake, or is stopped, holds up no other one. When the listener's process dies, its
 * connections end; the file of a Unix socket stays and has to be deleted before another one can listen there.
 *
 * @param <T> what connections carry; both ends name the same class
 */
public final class ConnectionListener<T> implements AutoCloseable {
    private final KeyedListener listener;
    private final AcceptedConnections<T> accepted;

    private ConnectionListener(KeyedListener listener, AcceptedConnections<T> accepted) {
        this.listener = listener;
        this.accepted = accepted;
    }

    /**
     * Listens.
     *
     * @param address a {@link UnixDomainSocketAddress}, whose file is removed at the end, or an
     *     {@link java.net.InetSocketAddress}, such as one of the loopback interface with port 0 for any
     * @param key not empty
     * @param type of the messages; one that has a codec
     */
    public static <T> ConnectionListener<T> bind(SocketAddress address, byte[] key, Class<T> type) throws IOException {
        return bind(address, key, type, HandshakeLimit.LIMIT);
    }

    static <T> ConnectionListener<T> bind(SocketAddress address, byte[] key, Class<T> type, Duration limit)
            throws IOException {
        Codec<T> codec = Codecs.of(Arguments.required("type", type));
        Arguments.required("key", key);
        AcceptedConnections<T> accepted = new AcceptedConnections<>();
        KeyedListener listener = KeyedListener.bind(
                Arguments.required("address", address),
                key,
                channel -> accepted.add(new PeerConnection<>(channel, codec)),
                limit);
        return new ConnectionListener<>(listener, accepted);
    }

    /** Where clients connect to. */
    public SocketAddress address() {
        return listener.address();
    }

    /**
     * The next client that has shown the key.
     *
     * @return empty when none came in time
     * @throws IOException when the listener is closed
     */
    public Optional<PeerConnection<T>> accept(Duration timeout) throws IOException, InterruptedException {
        long deadline =
                System.nanoTime() + Arguments.positive("timeout", timeout).toNanos();
        while (true) {
            long left = deadline - System.nanoTime();
            PeerConnection<T> next = accepted.poll(Math.clamp(left, 0, TimeUnit.SECONDS.toNanos(1)));
            if (next != null) {
                return Optional.of(next);
            }
            if (listener.isClosed()) {
                throw new IOException("the listener is closed");
            }
            if (left <= 0) {
                return Optional.empty();
            }
        }
    }

    /** Why the last client was turned away that was; empty when none was. */
    public Optional<String> lastRefusal() {
        return listener.lastRefusal();
    }

    /** Ends it. Connections that were accepted stay; those that nobody took are closed. */
    @Override
    public void close() throws IOException {
        try (accepted) {
            listener.close();
        }
    }
}
