package org.concurrencybench.process.coordination;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ProcessLock} that the thread which holds it may take again. It is free for others when every hold of it is
 * closed. The thread that took it must close it.
 *
 * <p>Its contract of death is that of {@link ProcessLock}: when the process that holds it dies, however many times, the
 * next waiter gets it and can ask {@link Hold#previousHolderDied}. A thread that ends without closing its holds keeps
 * the lock until its process ends, as with {@link java.util.concurrent.locks.ReentrantLock}.
 *
 * <pre>{@code
 * void transfer() throws Exception {
 *     try (ReentrantProcessLock.Hold hold = lock.lock()) {
 *         withdraw(); // takes the same lock
 *         deposit(); // and again
 *     }
 * }
 * }</pre>
 *
 * @param plain the lock below; taking that one directly excludes holders of this one, and is not reentrant
 * @implNote How often a thread holds it is known in its own process only. Taking it again changes no shared memory.
 */
public record ReentrantProcessLock(ProcessLock plain) {
    /** What each thread of this process holds. */
    private static final ThreadLocal<Map<SharedHandle, Possession>> HELD = ThreadLocal.withInitial(HashMap::new);

    public ReentrantProcessLock {
        Objects.requireNonNull(plain);
    }

    /** What one thread holds; used by that thread only. */
    private static final class Possession {
        final SharedHandle handle;
        final ProcessLock.Hold hold;
        int count;

        Possession(SharedHandle handle, ProcessLock.Hold hold) {
            this.handle = handle;
            this.hold = hold;
        }
    }

    /**
     * Takes it; waits as long as it takes, unless this thread holds it already.
     *
     * @throws InterruptedException when the thread is interrupted, also where it would not have had to wait
     */
    public Hold lock() throws InterruptedException, OwnerGoneException {
        checkInterrupt();
        Possession mine = mine();
        return new Hold(mine == null ? first(plain.lock()) : again(mine));
    }

    /** Takes it if it is free, or held by this thread. */
    public Optional<Hold> tryLock() throws OwnerGoneException {
        Possession mine = mine();
        return mine == null ? plain.tryLock().map(this::first).map(Hold::new) : Optional.of(new Hold(again(mine)));
    }

    /** Takes it; waits at most this long. Empty when it could not be taken in time. */
    public Optional<Hold> tryLock(Duration timeout) throws InterruptedException, OwnerGoneException {
        checkInterrupt();
        Possession mine = mine();
        return mine == null
                ? plain.tryLock(timeout).map(this::first).map(Hold::new)
                : Optional.of(new Hold(again(mine)));
    }

    private static void checkInterrupt() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private @Nullable Possession mine() {
        return HELD.get().get(plain.handle());
    }

    private Possession first(ProcessLock.Hold hold) {
        Possession mine = new Possession(plain.handle(), hold);
        mine.count = 1;
        HELD.get().put(mine.handle, mine);
        return mine;
    }

    private Possession again(Possession mine) throws OwnerGoneException {
        Objects.requireNonNull(plain.handle().port()); // fails where the owner is gone, as the first time
        mine.count = Math.addExact(mine.count, 1);
        return mine;
    }

    /** Whether any process holds it at this moment. */
    public boolean isLocked() throws OwnerGoneException {
        return plain.isLocked();
    }

    /** Whether the current thread holds it. */
    public boolean isHeldByCurrentThread() {
        return mine() != null;
    }

    /** How many holds of the current thread are not closed yet. */
    public int getHoldCount() {
        Possession mine = mine();
        return mine == null ? 0 : mine.count;
    }

    /** One of possibly several holds of the lock by a thread, until it is closed by that thread. */
    public static final class Hold implements AutoCloseable {
        private final Possession possession;
        private boolean closed;

        private Hold(Possession possession) {
            this.possession = possession;
        }

        /** See {@link ProcessLock.Hold#previousHolderDied}. */
        public boolean previousHolderDied() {
            return possession.hold.previousHolderDied();
        }

        /** See {@link ProcessLock.Hold#deaths}. */
        public long deaths() {
            return possession.hold.deaths();
        }

        /** See {@link ProcessLock.Hold#markConsistent}. */
        public void markConsistent() {
            possession.hold.markConsistent();
        }

        /**
         * The hold of the lock below, for {@link ProcessCondition}: awaiting gives the lock back however often this
         * thread has taken it, and it is held as often afterwards. Close this one instead of it.
         */
        public ProcessLock.Hold plain() {
            return possession.hold;
        }

        /**
         * Gives this hold back. A second call does nothing.
         *
         * @throws IllegalMonitorStateException when another thread has taken it
         */
        @Override
        public void close() throws OwnerGoneException {
            if (closed) {
                return;
            }
            Map<SharedHandle, Possession> held = HELD.get();
            if (held.get(possession.handle) != possession) {
                throw new IllegalMonitorStateException("the lock is held by another thread than "
                        + Thread.currentThread().getName() + ": close each hold in the thread that took it");
            }
            closed = true;
            possession.count--;
            if (possession.count == 0) {
                held.remove(possession.handle);
                if (held.isEmpty()) {
                    HELD.remove();
                }
                possession.hold.close();
            }
        }
    }
}
