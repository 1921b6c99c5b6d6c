package org.concurrencybench.process.internal.transport;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits at a rendezvous for the one peer that is the worker: of the same user, with the token that was given to the
 * worker alone, and with its pid. Others are turned away, and neither garbage nor silence of theirs keeps the worker
 * waiting.
 */
public final class Handshake implements Closeable {
    /**
     * How often to look whether the worker is still there: its exit is announced on a pool of threads that may be busy.
     */
    private static final long POLL_MILLIS = 50;

    /** Who knocks again and again shall not fill the memory. */
    private static final int MAX_REFUSALS = 10;

    /**
     * Peers that have not shown themselves; of more, the one that has waited longest is turned away. The worker speaks
     * at once.
     */
    public static final int MAX_WAITING = 256;

    private final TransportProvider.Rendezvous rendezvous;
    private final byte[] token;
    private final Selector selector;
    private final List<String> refusals = new ArrayList<>();
    private final Set<SelectionKey> waiting = new LinkedHashSet<>();

    public Handshake(TransportProvider.Rendezvous rendezvous, byte[] token) throws IOException {
        this.rendezvous = rendezvous;
        this.token = token.clone();
        ServerSocketChannel server = rendezvous.channel();
        server.configureBlocking(false);
        selector = Selector.open();
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** Why peers were turned away, the first ones of them. */
    public List<String> refusals() {
        return List.copyOf(refusals);
    }

    /**
     * The connection of the worker with this pid.
     *
     * @param alive whether the worker is still alive
     * @param deadline by {@link System#nanoTime}
     * @return null when the deadline has passed or the worker has ended
     */
    @Nullable
    public SocketChannel await(long pid, BooleanSupplier alive, long deadline) throws IOException {
        long left;
        while ((left = deadline - System.nanoTime()) > 0) {
            selector.select(Math.clamp(left / 1_000_000, 1, POLL_MILLIS));
            for (SelectionKey key : selector.selectedKeys()) {
                if (!key.isValid()) {
                    continue; // turned away a moment ago
                }
                if (key.isAcceptable()) {
                    accept();
                } else if (key.attachment() instanceof ByteBuffer hello && isWorker(key, hello, pid)) {
                    forget(key);
                    selector.selectNow(); // the channel is free for another selector only after this
                    return (SocketChannel) key.channel();
                }
            }
            selector.selectedKeys().clear();
            if (!alive.getAsBoolean()) {
                return null;
            }
        }
        return null;
    }

    private void accept() throws IOException {
        SocketChannel peer = rendezvous.channel().accept();
        if (peer == null) {
            return;
        }
        String rejection;
        try {
            rejection = rendezvous.rejectionReason(peer);
        } catch (IOException e) {
            rejection = "the system cannot identify it: " + e.getMessage();
        }
        if (rejection != null) {
            refuse(peer, rejection);
            return;
        }
        peer.configureBlocking(false);
        if (waiting.size() == MAX_WAITING) {
            SelectionKey first = waiting.iterator().next();
            forget(first);
            refuse((SocketChannel) first.channel(), "it had said nothing when too many others came");
        }
        waiting.add(peer.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(Hello.FRAME_BYTES)));
    }

    private void forget(SelectionKey key) {
        waiting.remove(key);
        key.cancel();
    }

    private boolean isWorker(SelectionKey key, ByteBuffer hello, long pid) throws IOException {
        SocketChannel peer = (SocketChannel) key.channel();
        String rejection;
        try {
            if (peer.read(hello) >= 0 && hello.hasRemaining()) {
                return false; // more is to come
            }
            rejection = Hello.rejectionReason(hello.flip(), token, pid);
        } catch (IOException e) {
            rejection = "it could not be read: " + e.getMessage();
        }
        if (rejection != null) {
            forget(key);
            refuse(peer, rejection);
        }
        return rejection == null;
    }

    private void refuse(SocketChannel peer, String reason) throws IOException {
        if (refusals.size() < MAX_REFUSALS) {
            refusals.add(reason);
        }
        peer.close();
    }

    /** Ends the rendezvous; peers that have not shown themselves are turned away. */
    @Override
    public void close() throws IOException {
        if (!selector.isOpen()) {
            return;
        }
        try (rendezvous;
                selector) {
            for (SelectionKey key : waiting) {
                key.channel().close();
            }
        }
    }
}
