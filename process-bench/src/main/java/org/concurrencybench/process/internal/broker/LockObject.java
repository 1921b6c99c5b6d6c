package org.concurrencybench.process.internal.broker;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.concurrencybench.process.internal.wire.ProtocolViolation;

/**
 * A lock and those that wait for it, in the order in which they came. A waiter of a condition comes here when it is
 * signalled, and carries what its answer has to say.
 */
final class LockObject extends BrokerObject {
    /** An answer says after it whether it was signalled; a plain acquisition always was. */
    private static final long SIGNALLED = 1;

    private final Words words;
    private final int slot;
    private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();

    /** {@code mayBeCancelled}: the waiter of a condition has to get the lock in any case. */
    private record Waiter(Call call, boolean signalled, boolean mayBeCancelled) {}

    LockObject(Words words, int slot) {
        this.words = words;
        this.slot = slot;
    }

    @Override
    void call(Op op, Call call, ByteBuffer arguments) throws ProtocolViolation {
        switch (op) {
            case LOCK_ACQUIRE -> acquire(call, true, true, this);
            case LOCK_RELEASE -> release(call.party());
            case LOCK_TRY -> {
                long word = words.get(slot);
                if (LockWord.owner(word) == 0
                        && words.compareAndSet(slot, word, LockWord.taken(word, call.party().number, false))) {
                    grant(call, true);
                } else {
                    call.answer(Status.NOT_NOW);
                }
            }
            case LOCK_STATE -> call.answer(Answer.ok(LockWord.owner(words.get(slot)) == 0 ? 0 : 1));
            case LOCK_CONSISTENT -> {
                while (isHeldBy(call.party())) {
                    long word = words.get(slot);
                    if (words.compareAndSet(slot, word, LockWord.consistent(word))) {
                        return;
                    }
                }
            }
            default -> throw unknown(op);
        }
    }

    boolean isHeldBy(Party party) {
        return LockWord.owner(words.get(slot)) == party.number;
    }

    /** Gives it to the call, now or in its turn. */
    void acquire(Call call, boolean signalled, boolean mayBeCancelled, BrokerObject parkedIn) {
        while (true) {
            long word = words.get(slot);
            if (LockWord.owner(word) == 0) {
                if (words.compareAndSet(slot, word, LockWord.taken(word, call.party().number, false))) {
                    grant(call, signalled);
                    return;
                }
            } else if (words.compareAndSet(slot, word, LockWord.withWaiters(word, true))) {
                waiters.add(new Waiter(call, signalled, mayBeCancelled));
                call.park(parkedIn);
                return;
            }
        }
    }

    private void grant(Call call, boolean signalled) {
        long word = words.get(slot);
        call.answer(Answer.ok(LockWord.deaths(word), LockWord.isSuspect(word) ? 1 : 0, signalled ? SIGNALLED : 0));
    }

    /** Passes it on, if this party holds it. */
    void release(Party party) {
        if (isHeldBy(party)) {
            passOn(false);
        }
    }

    private void passOn(boolean holderDied) {
        Waiter next = waiters.poll();
        while (true) {
            long word = words.get(slot);
            long kept = holderDied ? LockWord.afterDeath(word) : word;
            long changed = next == null
                    ? LockWord.free(kept)
                    : LockWord.taken(kept, next.call.party().number, !waiters.isEmpty());
            if (words.compareAndSet(slot, word, changed)) {
                break;
            }
        }
        if (next != null) {
            grant(next.call, next.signalled);
        }
    }

    @Override
    void cancel(Call call) {
        Iterator<Waiter> all = waiters.iterator();
        while (all.hasNext()) {
            Waiter waiter = all.next();
            if (waiter.call.equals(call)) {
                if (waiter.mayBeCancelled) {
                    all.remove();
                    noteWaiters();
                    call.answer(Status.CANCELLED);
                }
                return;
            }
        }
    }

    private void noteWaiters() {
        while (true) {
            long word = words.get(slot);
            if (LockWord.hasWaiters(word) == !waiters.isEmpty()
                    || words.compareAndSet(slot, word, LockWord.withWaiters(word, !waiters.isEmpty()))) {
                return;
            }
        }
    }

    @Override
    void partyGone(Party party) {
        if (waiters.removeIf(waiter -> waiter.call.party().equals(party))) {
            noteWaiters();
        }
        if (isHeldBy(party)) {
            passOn(true);
        }
    }
}
