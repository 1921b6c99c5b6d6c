package org.concurrencybench.process.internal.transport;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The channels of clients that have not shown the key yet. Of more than {@link #MOST}, the one that has waited longest
 * is closed: a client with the key shows it at once.
 */
public final class Strangers {
    public static final int MOST = 64;
    public static final String TOO_MANY = "a client had not shown the key when too many others came";

    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashSet<SocketChannel> waiting = new LinkedHashSet<>();

    void add(SocketChannel channel) {
        lock.lock();
        try {
            waiting.add(channel);
            if (waiting.size() > MOST) {
                waiting.removeFirst().close();
            }
        } catch (IOException e) {
            // it is gone already
        } finally {
            lock.unlock();
        }
    }

    /** It is none any more. Fails if it was turned away a moment ago. */
    void recognize(SocketChannel channel) throws IOException {
        if (!forget(channel)) {
            throw new IOException(TOO_MANY);
        }
    }

    /** Returns false if it was turned away. */
    boolean forget(SocketChannel channel) {
        lock.lock();
        try {
            return waiting.remove(channel);
        } finally {
            lock.unlock();
        }
    }

    void closeAll() throws IOException {
        List<SocketChannel> left;
        lock.lock();
        try {
            left = List.copyOf(waiting);
        } finally {
            lock.unlock();
        }
        for (SocketChannel channel : left) {
            channel.close();
        }
    }
}
