package org.concurrencybench.process.connection;

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
final class HandshakeLimit {
    static final Duration LIMIT = Duration.ofSeconds(10);

    private static final int POLL_MILLIS = 500;

    /** When each has to be done, in {@link System#nanoTime}. */
    private static final Map<SocketChannel, Long> RUNNING = new ConcurrentHashMap<>();

    private static final AtomicBoolean WATCHED = new AtomicBoolean();

    private HandshakeLimit() {}

    /** Runs it, and closes the channel if it fails or takes longer than the limit. */
    static <R> R within(SocketChannel channel, Callable<R> handshake) throws IOException {
        RUNNING.put(channel, System.nanoTime() + LIMIT.toNanos());
        if (WATCHED.compareAndSet(false, true)) {
            Thread.ofVirtual().start(HandshakeLimit::watch);
        }
        boolean done = false;
        try {
            R result = handshake.call();
            done = true;
            return result;
        } catch (IOException | RuntimeException e) {
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

    private static void watch() {
        boolean watches = true;
        while (watches) {
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                // nobody knows this thread: it goes on
            }
            long now = System.nanoTime();
            RUNNING.forEach((channel, end) -> {
                if (now - end >= 0) {
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
