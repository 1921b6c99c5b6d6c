package org.concurrencybench.process.internal.broker;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.concurrencybench.process.internal.wire.ProtocolViolation;
import org.jspecify.annotations.Nullable;

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
    private final List<ConditionObject> conditions = new ArrayList<>();

    /**
     * One that waits.
     *
     * @param signalled what its answer has to say
     * @param condition that it waited for before; it has to get the lock in any case then
     */
    private record Waiter(
            Call call, boolean signalled, @Nullable ConditionObject condition) {}

    LockObject(Words words, int slot) {
        this.words = words;
        this.slot = slot;
    }

    @Override
    void call(Op op, Call call, ByteBuffer arguments) throws ProtocolViolation {
        switch (op) {
            case LOCK_ACQUIRE -> acquire(call, true, null);
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

    void add(ConditionObject condition) {
        conditions.add(condition);
    }

    /** Gives it to the call, now or in its turn. */
    void acquire(Call call, boolean signalled, @Nullable ConditionObject condition) {
        while (true) {
            long word = words.get(slot);
            if (LockWord.owner(word) == 0) {
                if (words.compareAndSet(slot, word, LockWord.taken(word, call.party().number, false))) {
                    grant(call, signalled);
                    return;
                }
            } else if (words.compareAndSet(slot, word, LockWord.withWaiters(word, true))) {
                waiters.add(new Waiter(call, signalled, condition));
                call.park(this);
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
                if (waiter.condition == null) {
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

    /**
     * What it held goes to the next one. Nobody may be left to signal what it would have signalled: so all that wait
     * for conditions are woken, and find out in their turn that a holder has died. A signal that it had not yet acted
     * on goes to another waiter.
     */
    @Override
    void partyGone(Party party) {
        conditions.forEach(condition -> condition.forget(party)); // it must not be given the lock below
        List<Waiter> left = waiters.stream()
                .filter(waiter -> waiter.call.party().equals(party))
                .toList();
        waiters.removeAll(left);
        noteWaiters();
        for (Waiter waiter : left) {
            if (waiter.condition != null && waiter.signalled) {
                waiter.condition.signal(1);
            }
        }
        if (isHeldBy(party)) {
            conditions.forEach(condition -> condition.signal(Long.MAX_VALUE));
            passOn(true);
        }
    }
}
