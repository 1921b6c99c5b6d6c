package org.concurrencybench.process.coordination;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the first of several things that block: items of queues, messages of connections and pipes, ends of
 * processes. Each source is a call that waits, which the set makes on a virtual thread of its own: it has at most one
 * value of each source ahead. Values are returned in the order in which they came. Safe for use by several threads.
 *
 * <pre>{@code
 * try (WaitSet<String, String> first = new WaitSet<>()) {
 *     first.add("orders", orders::take); // a queue
 *     first.add("client", connection::receive);
 *     first.addOnce("worker", () -> "ended with " + worker.onExit().get().code());
 *     WaitSet.Ready<String, String> ready = first.await().orElseThrow();
 *     handle(ready.key(), ready.get());
 * }
 * }</pre>
 *
 * <p>Nothing that a source returns is lost while this process lives: what is ahead when the set is closed can be had by
 * {@link #drain}. A value that is ahead belongs to this process already, so its death takes it along, as with any item
 * that it has taken; with {@link ProcessQueue#takeForWork} as the source, it is then reported or delivered again.
 *
 * @param <K> what names the sources
 * @param <T> what they return
 */
public final class WaitSet<K, T> implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    /** That a value is ready, or that a source has ended. */
    private final Condition arrived = lock.newCondition();
    /** That a value was taken, or that the set is closed. */
    private final Condition taken = lock.newCondition();

    private final ArrayDeque<Ahead<K, T>> ready = new ArrayDeque<>();
    private final Set<Source> sources = new HashSet<>();
    private boolean closed;

    /**
     * What came of one call of a source.
     *
     * @param value what it returned; null when it failed
     * @param failure what it threw, with which it has ended; else null
     */
    public record Ready<K, T>(
            K key, @Nullable T value, @Nullable Exception failure) {
        /** The value. Throws the failure of the source, if it has failed. */
        public T get() throws Exception {
            if (failure != null) {
                throw failure;
            }
            return Objects.requireNonNull(value);
        }
    }

    /**
     * Adds a source, which is called again and again, until it throws: the exception is what it yields last.
     *
     * @param key that its values come with; several sources may have the same
     * @param source a call that waits, answers an interrupt, and returns no null
     */
    public void add(K key, Callable<? extends T> source) {
        start(key, source, true);
    }

    /** Adds a source that is called once. */
    public void addOnce(K key, Callable<? extends T> source) {
        start(key, source, false);
    }

    private void start(K key, Callable<? extends T> call, boolean again) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(call, "source");
        Source source = new Source(key, call, again);
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the set is closed");
            }
            sources.add(source);
        } finally {
            lock.unlock();
        }
        source.thread.start();
    }

    /** One source, and its thread. */
    private final class Source implements Runnable {
        final Thread thread = Thread.ofVirtual().unstarted(this);
        private final K key;
        private final Callable<? extends T> call;
        private final boolean again;
        /** Whether a value of it waits to be taken; guarded by the lock. */
        private boolean ahead;

        Source(K key, Callable<? extends T> call, boolean again) {
            this.key = key;
            this.call = call;
            this.again = again;
        }

        @Override
        public void run() {
            boolean continues;
            do {
                continues = isTaken(called()) && again;
            } while (continues);
            lock.lock();
            try {
                sources.remove(this);
                arrived.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private Ready<K, T> called() {
            try {
                return new Ready<>(key, Objects.requireNonNull(call.call(), "a source returned null"), null);
            } catch (Exception e) {
                return new Ready<>(key, null, e);
            } catch (Throwable e) { // those who wait for it must know
                return new Ready<>(key, null, new IllegalStateException("the source failed", e));
            }
        }

        /** Waits until it is taken; false when there is to be no further one. */
        private boolean isTaken(Ready<K, T> value) {
            lock.lock();
            try {
                if (closed && value.failure != null) {
                    return false; // that is how it was closed
                }
                ahead = true;
                ready.add(new Ahead<>(this, value));
                arrived.signalAll();
                while (!closed && ahead) {
                    taken.awaitUninterruptibly();
                }
                return !closed && value.failure == null;
            } finally {
                lock.unlock();
            }
        }
    }

    private record Ahead<K, T>(WaitSet<K, T>.Source source, Ready<K, T> value) {}

    /**
     * The next value of any source; waits for it as long as it takes. Empty when every source has ended and all that
     * they returned was taken.
     *
     * @throws CancellationException when the set is closed
     */
    public Optional<Ready<K, T>> await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (ready.isEmpty() && !sources.isEmpty()) {
                checkOpen();
                arrived.await();
            }
            return next();
        } finally {
            lock.unlock();
        }
    }

    /** The next value of any source, if it comes in time. */
    public Optional<Ready<K, T>> await(Duration timeout) throws InterruptedException {
        long left = SharedHandle.nanos(timeout);
        lock.lockInterruptibly();
        try {
            while (ready.isEmpty() && !sources.isEmpty() && left > 0) {
                checkOpen();
                left = arrived.awaitNanos(left);
            }
            return next();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Ready<K, T>> next() {
        checkOpen();
        Ahead<K, T> first = ready.poll();
        if (first == null) {
            return Optional.empty();
        }
        first.source.ahead = false;
        taken.signalAll();
        return Optional.of(first.value);
    }

    private void checkOpen() {
        if (closed) {
            throw new CancellationException("the set of sources is closed");
        }
    }

    /** How many sources have not ended. */
    public int sources() {
        lock.lock();
        try {
            return sources.size();
        } finally {
            lock.unlock();
        }
    }

    /** After {@link #close}: the values that were ahead, each once. */
    public List<Ready<K, T>> drain() {
        lock.lock();
        try {
            if (!closed) {
                throw new IllegalStateException("the set is open: close it first");
            }
            List<Ready<K, T>> left = ready.stream().map(Ahead::value).toList();
            ready.clear();
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** Interrupts the sources, and waits until they have ended. Those who wait fail. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            sources.forEach(source -> source.thread.interrupt());
            taken.signalAll();
            arrived.signalAll();
            while (!sources.isEmpty()) {
                arrived.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}
