package org.concurrencybench.process.connection;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.core.codec.Codecs;
import org.concurrencybench.process.internal.Arguments;
import org.jspecify.annotations.Nullable;

/**
 * Waits for clients that have its key. Handshakes run side by side, each for ten seconds at most and a limited number
 * at once, so neither a silent client nor many of them keep the next one out for longer than that.
 *
 * <p>A client that dies in its handshake, or is stopped, holds up no other one. When the listener's process dies, its
 * connections end; the file of a Unix socket stays and has to be deleted before another one can listen there.
 *
 * @param <T> what connections carry; both ends name the same class
 */
public final class ConnectionListener<T> implements AutoCloseable {
    /** Clients that have not shown the key yet; further ones are turned away at once. */
    static final int MOST_STRANGERS = 64;

    private final ServerSocketChannel server;
    private final SocketAddress address;
    private final Proof proof;
    private final Codec<T> codec;
    private final LinkedBlockingQueue<PeerConnection<T>> accepted = new LinkedBlockingQueue<>();
    private final Set<SocketChannel> strangers = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable String> refusal = new AtomicReference<>();
    private volatile boolean closed;

    private ConnectionListener(ServerSocketChannel server, byte[] key, Codec<T> codec) throws IOException {
        this.server = server;
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
        Codec<T> codec = Codecs.of(Arguments.required("type", type));
        Arguments.required("key", key);
        ServerSocketChannel server = Arguments.required("address", address) instanceof UnixDomainSocketAddress
                ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                : ServerSocketChannel.open();
        try {
            server.bind(address);
            ConnectionListener<T> listener = new ConnectionListener<>(server, key, codec);
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
                if (strangers.size() >= MOST_STRANGERS) {
                    channel.close();
                    continue;
                }
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
            PeerConnection<T> connection = HandshakeLimit.within(channel, () -> {
                proof.ofListener(channel);
                return new PeerConnection<>(channel, codec);
            });
            accepted.add(connection);
            if (closed) {
                connection.close();
            }
        } catch (IOException e) {
            refusal.set(e.getMessage());
        } finally {
            strangers.remove(channel);
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
        for (SocketChannel stranger : strangers) {
            stranger.close();
        }
        PeerConnection<T> unclaimed;
        while ((unclaimed = accepted.poll()) != null) {
            unclaimed.close();
        }
        if (address instanceof UnixDomainSocketAddress unix) {
            Files.deleteIfExists(unix.getPath());
        }
    }
}
