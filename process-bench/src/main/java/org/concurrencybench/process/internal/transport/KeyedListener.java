package org.concurrencybench.process.internal.transport;

import java.io.Closeable;
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
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lets in peers that prove that they have its key. Handshakes run side by side, each for ten seconds at most and a
 * limited number at once: of more, the peer that has waited longest is turned away. So neither a silent peer nor many
 * of them keep the next one out.
 */
public final class KeyedListener implements Closeable {
    private final ServerSocketChannel server;
    private final SocketAddress address;
    private final Proof proof;
    private final Admission admission;
    private final Strangers strangers = new Strangers();
    private final Duration limit;
    private final AtomicReference<@Nullable String> refusal = new AtomicReference<>();
    private volatile boolean closed;

    /** What happens to a peer that has shown the key, on a thread of its own and within the limit of the handshake. */
    @FunctionalInterface
    public interface Admission {
        /** The channel is blocking; it is closed when this throws. */
        void admit(SocketChannel channel) throws IOException;
    }

    private KeyedListener(ServerSocketChannel server, Proof proof, Admission admission, Duration limit)
            throws IOException {
        this.limit = limit;
        this.server = server;
        this.address = server.getLocalAddress();
        this.proof = proof;
        this.admission = admission;
    }

    /** Listens at a Unix domain socket, whose file is removed at the end, or at a network address. */
    public static KeyedListener bind(SocketAddress address, byte[] key, Admission admission) throws IOException {
        return bind(address, key, admission, HandshakeLimit.LIMIT);
    }

    /** The same, with another limit of the time that a handshake may take. */
    public static KeyedListener bind(SocketAddress address, byte[] key, Admission admission, Duration limit)
            throws IOException {
        Proof proof = new Proof(key);
        ServerSocketChannel server = address instanceof UnixDomainSocketAddress
                ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                : ServerSocketChannel.open();
        try {
            server.bind(address);
            KeyedListener listener = new KeyedListener(server, proof, admission, limit);
            Thread.ofPlatform().daemon().name("connection-listener").start(listener::listen);
            return listener;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

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
            SocketChannel admitted = HandshakeLimit.within(limit, channel, () -> {
                proof.ofListener(channel);
                strangers.recognize(channel);
                admission.admit(channel);
                return channel;
            });
            if (closed) {
                admitted.close();
            }
        } catch (ClosedChannelException e) {
            refusal.set(Strangers.TOO_MANY);
        } catch (IOException e) {
            refusal.set(e.getMessage());
        } finally {
            strangers.forget(channel);
        }
    }

    public boolean isClosed() {
        return closed;
    }

    /** Why the last peer was turned away that was; empty when none was. */
    public Optional<String> lastRefusal() {
        return Optional.ofNullable(refusal.get());
    }

    /** Ends it. Peers that were let in stay. */
    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
        strangers.closeAll();
        if (address instanceof UnixDomainSocketAddress unix) {
            Files.deleteIfExists(unix.getPath());
        }
    }
}
