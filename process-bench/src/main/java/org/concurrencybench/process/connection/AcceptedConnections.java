package org.concurrencybench.process.connection;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Connections that wait to be taken; those that come when it is closed, or are left then, are closed. */
final class AcceptedConnections<T> implements Closeable {
    private final LinkedBlockingQueue<PeerConnection<T>> waiting = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    void add(PeerConnection<T> connection) throws IOException {
        waiting.add(connection);
        if (closed) {
            closeAll();
        }
    }

    @Nullable
    PeerConnection<T> poll(long nanos) throws InterruptedException {
        return waiting.poll(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        closeAll();
    }

    private void closeAll() throws IOException {
        PeerConnection<T> unclaimed;
        while ((unclaimed = waiting.poll()) != null) {
            unclaimed.close();
        }
    }
}
