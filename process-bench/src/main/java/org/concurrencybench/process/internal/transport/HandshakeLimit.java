package org.concurrencybench.process.internal.transport;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ends handshakes that take too long, by closing their channels: an end that says nothing, or a byte now and then. */
public final class HandshakeLimit {
    public static final Duration LIMIT = Duration.ofSeconds(10);

    private HandshakeLimit() {}

    /** Runs it, and closes the channel if it fails or takes longer than the limit. */
    public static <R> R within(Duration limit, SocketChannel channel, Callable<R> handshake) throws IOException {
        AtomicBoolean decided = new AtomicBoolean();
        Thread watch = Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(limit);
                if (decided.compareAndSet(false, true)) {
                    channel.close();
                }
            } catch (InterruptedException | IOException e) {
                // it was in time, or is closed already
            }
        });
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
            watch.interrupt();
            if (!done) {
                channel.close();
            }
        }
    }

    private static IOException late(Duration limit) {
        return new IOException("the other end did not complete the handshake within " + limit.toMillis() + " ms");
    }
}
