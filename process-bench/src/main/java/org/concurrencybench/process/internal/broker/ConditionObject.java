package org.concurrencybench.process.internal.broker;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.concurrencybench.process.internal.wire.ProtocolViolation;

/**
 * Those that wait for a signal. Signalling moves them to the lock's queue and waits for none of them: one that has died
 * holds up nobody.
 */
final class ConditionObject extends BrokerObject {
    private final LockObject lock;
    private final ArrayDeque<Call> waiters = new ArrayDeque<>();

    ConditionObject(LockObject lock) {
        this.lock = lock;
    }

    @Override
    void call(Op op, Call call, ByteBuffer arguments) throws ProtocolViolation {
        switch (op) {
            case CONDITION_AWAIT -> {
                if (!lock.isHeldBy(call.party())) {
                    call.refuse("the lock of the condition is not held");
                    return;
                }
                waiters.add(call);
                call.park(this);
                lock.release(call.party());
            }
            case CONDITION_SIGNAL -> signal(call, number(arguments));
            default -> throw unknown(op);
        }
    }

    /**
     * Moves waiters to the lock's queue. The caller held the lock when it sent this, which it knows itself; it may have
     * given it back since, by the word alone.
     */
    private void signal(Call call, long count) {
        long left = count;
        Call next;
        while (left-- > 0 && (next = waiters.poll()) != null) {
            lock.acquire(next, true, false, lock);
        }
        call.answer(Answer.ok());
    }

    /** It has waited long enough: it gets the lock back in its turn, and is told that nobody signalled. */
    @Override
    void cancel(Call call) {
        if (waiters.remove(call)) {
            lock.acquire(call, false, false, lock);
        }
    }

    @Override
    void partyGone(Party party) {
        waiters.removeIf(call -> call.party().equals(party));
    }
}
