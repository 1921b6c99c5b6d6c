package org.concurrencybench.process.internal.transport;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Ends handshakes that take too long, by closing their channels: an end that says nothing, or a byte now and then. */
public final class HandshakeLimit {
    static final Duration LIMIT = Duration.ofSeconds(10);

    private HandshakeLimit() {}

    /** Runs it, and closes the channel if it fails or takes longer than the limit. */
    public static <R> R within(SocketChannel channel, Callable<R> handshake) throws IOException {
        Thread watch = Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(LIMIT);
                channel.close();
            } catch (InterruptedException | IOException e) {
                // it was in time, or is closed already
            }
        });
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
            watch.interrupt();
            if (!done) {
                channel.close();
            }
        }
    }
}
