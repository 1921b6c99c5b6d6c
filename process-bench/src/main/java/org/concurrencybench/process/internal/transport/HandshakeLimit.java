package org.concurrencybench.process.internal.transport;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends handshakes that take too long, by closing their channels: an end that says nothing, or a byte now and then.
 *
 * @implNote One thread looks at all of them, {@value #POLL_MILLIS} ms apart and only while there are any: a thread or a
 *     timer for each would cost more wake-ups than the handshake itself.
 */
public final class HandshakeLimit {
    public static final Duration LIMIT = Duration.ofSeconds(10);

    private static final int POLL_MILLIS = 100;

    private static final Map<SocketChannel, Running> RUNNING = new ConcurrentHashMap<>();

    private static final AtomicBoolean WATCHED = new AtomicBoolean();

    /**
     * A handshake.
     *
     * @param end when it has to be done, in {@link System#nanoTime}
     * @param decided whether it was done, had failed or was too late: what came first
     */
    private record Running(long end, AtomicBoolean decided) {}

    private HandshakeLimit() {}

    /** Runs it, and closes the channel if it fails or takes longer than the limit. */
    public static <R> R within(Duration limit, SocketChannel channel, Callable<R> handshake) throws IOException {
        AtomicBoolean decided = new AtomicBoolean();
        RUNNING.put(channel, new Running(System.nanoTime() + limit.toNanos(), decided));
        if (WATCHED.compareAndSet(false, true)) {
            Thread.ofVirtual().start(HandshakeLimit::watch);
        }
        boolean done = false;
        try {
            R result = handshake.call();
            done = decided.compareAndSet(false, true);
            if (done) {
                return result;
            }
            throw late(limit);
        } catch (IOException e) {
            throw decided.compareAndSet(false, true) ? e : late(limit); // the close of the channel has no message
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the handshake failed", e);
        } finally {
            RUNNING.remove(channel);
            if (!done) {
                channel.close();
            }
        }
    }

    private static IOException late(Duration limit) {
        return new IOException("the other end did not complete the handshake within " + limit.toMillis() + " ms");
    }

    private static void watch() {
        boolean watches = true;
        while (watches) {
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                // nobody knows this thread: it goes on
            }
            long now = System.nanoTime();
            RUNNING.forEach((channel, running) -> {
                if (now - running.end >= 0 && running.decided.compareAndSet(false, true)) {
                    close(channel);
                }
            });
            if (RUNNING.isEmpty()) {
                WATCHED.set(false);
                watches = !RUNNING.isEmpty() && WATCHED.compareAndSet(false, true);
            }
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // it is closed already
        }
    }
}
