package org.concurrencybench.process.coordination;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.concurrencybench.process.internal.broker.Answer;
import org.concurrencybench.process.internal.broker.LockWord;
import org.concurrencybench.process.internal.broker.Op;
import org.concurrencybench.process.internal.broker.Port;
import org.concurrencybench.process.internal.broker.Status;
import org.concurrencybench.process.internal.broker.Words;
import org.jspecify.annotations.Nullable;

/**
 * A lock that at most one thread of all processes holds. Not reentrant. Waiters get it in the order in which they came;
 * one that does not have to wait may pass them.
 *
 * <p>When the process that holds it dies, the next waiter gets it, and is told: {@link Hold#previousHolderDied}. What
 * the lock protects may be half changed then. When a waiter dies, it is forgotten; one that dies just when its turn has
 * come counts as a holder.
 *
 * <p>A process that is stopped is not dead: it keeps the lock, or its place among the waiters, and gets the lock in its
 * turn even while it is stopped. When the owner ends, waiting and taking fail with {@link OwnerGoneException}. While
 * the owner is stopped, a free lock is taken and given back as ever; who has to wait for it waits until the owner
 * continues, even beyond a timeout or an interrupt.
 *
 * <pre>{@code
 * try (ProcessLock.Hold hold = lock.lock()) {
 *     if (hold.previousHolderDied()) {
 *         repair();
 *         hold.markConsistent();
 *     }
 *     change();
 * }
 * }</pre>
 *
 * @implNote Who takes it while it is free, and gives it back while nobody waits, changes one word in shared memory and
 *     asks nobody.
 */
public record ProcessLock(SharedHandle handle) {
    public ProcessLock {
        Objects.requireNonNull(handle);
    }

    /** Waits for it as long as it takes. */
    public Hold lock() throws InterruptedException, OwnerGoneException {
        return acquire(Port.FOREVER).orElseThrow(); // without a timeout there is no other end
    }

    /** Takes it if it is free. */
    public Optional<Hold> tryLock() throws OwnerGoneException {
        Port port = handle.port();
        if (port.sharesMemory()) {
            return Optional.ofNullable(takeFree(port));
        }
        Answer answer = handle.callNow(Op.LOCK_TRY);
        return answer.status() == Status.OK ? Optional.of(new Hold(this, port, answer)) : Optional.empty();
    }

    /** Waits for it at most that long; empty when it was not to be had. */
    public Optional<Hold> tryLock(Duration timeout) throws InterruptedException, OwnerGoneException {
        return acquire(SharedHandle.nanos(timeout));
    }

    private Optional<Hold> acquire(long nanos) throws InterruptedException, OwnerGoneException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Port port = handle.port();
        Hold hold = port.sharesMemory() ? takeFree(port) : null;
        if (hold != null) {
            return Optional.of(hold);
        }
        Answer answer = handle.call(Op.LOCK_ACQUIRE, Port.arguments(), nanos);
        if (answer.status() == Status.CANCELLED) {
            return Optional.empty();
        }
        return Optional.of(new Hold(this, port, answer));
    }

    private @Nullable Hold takeFree(Port port) {
        Words words = port.words();
        while (true) {
            long word = words.get(handle.slot());
            if (LockWord.owner(word) != 0) {
                return null;
            }
            if (words.compareAndSet(handle.slot(), word, LockWord.taken(word, port.number(), false))) {
                return new Hold(this, port, LockWord.deaths(word), LockWord.isSuspect(word));
            }
        }
    }

    /** Whether some process holds it at this moment. */
    public boolean isLocked() throws OwnerGoneException {
        Port port = handle.port();
        return port.sharesMemory()
                ? LockWord.owner(port.words().get(handle.slot())) != 0
                : handle.callNow(Op.LOCK_STATE).values().getLong(0) != 0;
    }

    /** The possession of the lock, until it is closed. Any thread of the process may close it. */
    public static final class Hold implements AutoCloseable {
        private final ProcessLock lock;
        private final Port port;
        private long deaths;
        private boolean suspect;
        private boolean released;
        /** Whether signals are on their way to the broker: nobody may have the lock before they have arrived. */
        private boolean signalled;

        private Hold(ProcessLock lock, Port port, long deaths, boolean suspect) {
            this.lock = lock;
            this.port = port;
            this.deaths = deaths;
            this.suspect = suspect;
        }

        private Hold(ProcessLock lock, Port port, Answer granted) {
            this(lock, port, granted.values().getLong(0), granted.values().getLong(Long.BYTES) != 0);
        }

        /** The same possession again, after a condition gave it back. */
        synchronized void renew(Answer granted) {
            deaths = granted.values().getLong(0);
            suspect = granted.values().getLong(Long.BYTES) != 0;
            signalled = false;
        }

        /** Signals are sent under it: the lock is given back behind them, by the same way. */
        synchronized void noteSignal() {
            signalled = true;
        }

        synchronized boolean isReleased() {
            return released;
        }

        boolean isOf(ProcessLock other) {
            return lock.equals(other);
        }

        /**
         * Whether a process died while it held the lock, and no holder has called {@link #markConsistent} since. What
         * the lock protects may be half changed.
         */
        public synchronized boolean previousHolderDied() {
            return suspect;
        }

        /** How many holders of the lock have died so far: a token that grows with each, and wraps at 2^31. */
        public synchronized long deaths() {
            return deaths;
        }

        /** Says that what the lock protects is whole again; without that the next holder is told of the death, too. */
        public synchronized void markConsistent() {
            if (released) {
                throw new IllegalStateException("the lock is not held any more");
            }
            if (!port.sharesMemory()) {
                suspect = false;
                sendConsistent();
                return;
            }
            Words words = port.words();
            int slot = lock.handle.slot();
            while (true) {
                long word = words.get(slot);
                if (!isMine(word)) {
                    return;
                }
                if (words.compareAndSet(slot, word, LockWord.consistent(word))) {
                    suspect = false;
                    return;
                }
            }
        }

        /** Not when the connection to the owner has broken: then this process counts as dead, and others hold it. */
        private boolean isMine(long word) {
            return LockWord.owner(word) == port.number();
        }

        private void sendConsistent() {
            try {
                lock.handle.tell(Op.LOCK_CONSISTENT, 0);
            } catch (OwnerGoneException e) {
                // the lock is gone with it, as those who ask for it find
            }
        }

        /** Gives the lock back. A second call does nothing. */
        @Override
        public synchronized void close() throws OwnerGoneException {
            if (released) {
                return;
            }
            released = true;
            if (!port.isOpen()) {
                return; // who comes after this asks in vain anyway
            }
            if (!port.sharesMemory()) {
                lock.handle.tell(Op.LOCK_RELEASE, 0);
                return;
            }
            Words words = port.words();
            int slot = lock.handle.slot();
            while (true) {
                long word = words.get(slot);
                if (!isMine(word)) {
                    return;
                }
                if (signalled || LockWord.hasWaiters(word)) {
                    lock.handle.tell(Op.LOCK_RELEASE, 0);
                    return;
                }
                if (words.compareAndSet(slot, word, LockWord.free(word))) {
                    return;
                }
            }
        }
    }
}
