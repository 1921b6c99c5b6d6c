package org.concurrencybench.process.internal.broker;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.concurrencybench.process.internal.transport.Hello;
import org.concurrencybench.process.internal.transport.TransportProvider;

/**
 * Lets in those who show the token, and turns others away: of another user, silent, slow or wrong. None of them keeps
 * the next one waiting.
 */
final class Doorkeeper implements Closeable {
    /** Peers that have not shown themselves; of more, the one that has waited longest is turned away. */
    static final int MOST_STRANGERS = 64;

    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long POLL_MILLIS = 1000;
    private static final long PAUSE_NANOS = 10_000_000;

    private final TransportProvider.Rendezvous rendezvous;
    private final byte[] token;
    private final Admission admission;
    private final Selector selector;
    private final Map<SelectionKey, Stranger> strangers = new LinkedHashMap<>();
    private final Thread thread;
    private volatile boolean closing;

    /** What happens to those who are let in. */
    interface Admission {
        void admit(SocketChannel channel, long pid) throws IOException;
    }

    private record Stranger(ByteBuffer hello, long since) {}

    Doorkeeper(TransportProvider.Rendezvous rendezvous, byte[] token, Admission admission) throws IOException {
        this.rendezvous = rendezvous;
        this.token = token;
        this.admission = admission;
        ServerSocketChannel server = rendezvous.channel();
        server.configureBlocking(false);
        selector = Selector.open();
        server.register(selector, SelectionKey.OP_ACCEPT);
        thread = Thread.ofPlatform().daemon().name("shared-objects-door").unstarted(this::keep);
    }

    void start() {
        thread.start();
    }

    private void keep() {
        try (rendezvous;
                selector) {
            while (!closing) {
                selector.select(POLL_MILLIS);
                for (SelectionKey key : new ArrayList<>(selector.selectedKeys())) {
                    if (key.isValid() && key.isAcceptable()) {
                        accept();
                    } else if (key.isValid()) {
                        hear(key);
                    }
                }
                selector.selectedKeys().clear();
                turnAwayTheSilent();
            }
            for (SelectionKey key : strangers.keySet()) {
                key.channel().close();
            }
        } catch (IOException e) {
            // the socket itself is broken: nobody else comes in; those who are, stay
        }
    }

    private void accept() {
        try {
            SocketChannel peer = rendezvous.channel().accept();
            if (peer == null) {
                return;
            }
            try {
                if (rendezvous.rejectionReason(peer) != null) {
                    peer.close();
                    return;
                }
                peer.configureBlocking(false);
                if (strangers.size() == MOST_STRANGERS) {
                    turnAway(strangers.keySet().iterator().next());
                }
                strangers.put(
                        peer.register(selector, SelectionKey.OP_READ),
                        new Stranger(ByteBuffer.allocate(Hello.FRAME_BYTES), System.nanoTime()));
            } catch (IOException e) {
                peer.close();
            }
        } catch (IOException e) {
            LockSupport.parkNanos(PAUSE_NANOS); // no descriptor is free, for example: there may be one soon
        }
    }

    private void hear(SelectionKey key) {
        Stranger stranger = strangers.get(key);
        SocketChannel peer = (SocketChannel) key.channel();
        if (stranger == null) {
            return;
        }
        ByteBuffer hello = stranger.hello;
        try {
            if (peer.read(hello) >= 0 && hello.hasRemaining()) {
                return; // more is to come
            }
            hello.flip();
            if (Hello.rejectionReason(hello, token) != null) {
                turnAway(key);
                return;
            }
            strangers.remove(key);
            key.cancel();
            selector.selectNow(); // the channel is free for another selector only after this
            admission.admit(peer, Hello.pid(hello));
        } catch (IOException e) {
            turnAway(key);
        }
    }

    private void turnAwayTheSilent() {
        long now = System.nanoTime();
        for (Map.Entry<SelectionKey, Stranger> entry : new ArrayList<>(strangers.entrySet())) {
            if (now - entry.getValue().since > PATIENCE.toNanos()) {
                turnAway(entry.getKey());
            }
        }
    }

    private void turnAway(SelectionKey key) {
        strangers.remove(key);
        key.cancel();
        try {
            key.channel().close();
        } catch (IOException e) {
            // it is gone already
        }
    }

    /** Ends it and removes its socket. */
    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
