package org.concurrencybench.process.connection;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.core.codec.Codecs;
import org.concurrencybench.process.internal.Arguments;
import org.jspecify.annotations.Nullable;

/**
 * Waits for clients that have its key. Handshakes run side by side, each for ten seconds at most and a limited number
 * at once: of more, the client that has waited longest is turned away. So neither a silent client nor many of them keep
 * the next one out.
 *
 * @param <T> what connections carry; both ends name the same class
 */
public final class ConnectionListener<T> implements AutoCloseable {
    private final ServerSocketChannel server;
    private final SocketAddress address;
    private final Proof proof;
    private final Codec<T> codec;
    private final LinkedBlockingQueue<PeerConnection<T>> accepted = new LinkedBlockingQueue<>();
    private final Strangers strangers = new Strangers();
    private final Duration limit;
    private final AtomicReference<@Nullable String> refusal = new AtomicReference<>();
    private volatile boolean closed;

    private ConnectionListener(ServerSocketChannel server, byte[] key, Codec<T> codec, Duration limit)
            throws IOException {
        this.server = server;
        this.limit = limit;
        this.address = server.getLocalAddress();
        this.proof = new Proof(key);
        this.codec = codec;
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
        ServerSocketChannel server = Arguments.required("address", address) instanceof UnixDomainSocketAddress
                ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                : ServerSocketChannel.open();
        try {
            server.bind(address);
            ConnectionListener<T> listener = new ConnectionListener<>(server, key, codec, limit);
            Thread.ofPlatform().daemon().name("connection-listener").start(listener::listen);
            return listener;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Where clients connect to. */
    public SocketAddress address() {
        return address;
    }

    private void listen() {
        while (!closed) {
            try {
                SocketChannel channel = server.accept();
                strangers.add(channel);
                Thread.ofVirtual().start(() -> meet(channel));
            } catch (IOException e) {
                if (!server.isOpen()) {
                    return;
                }
                pause(); // no descriptor is free, for example
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void meet(SocketChannel channel) {
        try {
            accepted.add(HandshakeLimit.within(limit, channel, () -> {
                proof.ofListener(channel);
                strangers.recognize(channel);
                return new PeerConnection<>(channel, codec);
            }));
            if (closed) {
                closeUnclaimed();
            }
        } catch (ClosedChannelException e) {
            refusal.set(Strangers.TOO_MANY);
        } catch (IOException e) {
            refusal.set(e.getMessage());
        } finally {
            strangers.forget(channel);
        }
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
            PeerConnection<T> next =
                    accepted.poll(Math.clamp(left, 0, TimeUnit.SECONDS.toNanos(1)), TimeUnit.NANOSECONDS);
            if (next != null) {
                return Optional.of(next);
            }
            if (closed) {
                throw new IOException("the listener is closed");
            }
            if (left <= 0) {
                return Optional.empty();
            }
        }
    }

    /** Why the last client was turned away that was; empty when none was. */
    public Optional<String> lastRefusal() {
        return Optional.ofNullable(refusal.get());
    }

    /** Ends it. Connections that were accepted stay; those that nobody took are closed. */
    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
        strangers.closeAll();
        closeUnclaimed();
        if (address instanceof UnixDomainSocketAddress unix) {
            Files.deleteIfExists(unix.getPath());
        }
    }

    private void closeUnclaimed() throws IOException {
        PeerConnection<T> unclaimed;
        while ((unclaimed = accepted.poll()) != null) {
            unclaimed.close();
        }
    }
}
