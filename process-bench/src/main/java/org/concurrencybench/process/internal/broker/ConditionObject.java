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
        lock.add(this);
    }

    @Override
    void call(Op op, Call call, ByteBuffer arguments) throws ProtocolViolation {
        if (!lock.isHeldBy(call.party())) {
            call.refuse("the lock of the condition is not held");
            return;
        }
        switch (op) {
            case CONDITION_AWAIT -> {
                waiters.add(call);
                call.park(this);
                lock.release(call.party());
            }
            case CONDITION_SIGNAL -> signal(number(arguments));
            default -> throw unknown(op);
        }
    }

    /** Moves up to that many of those that have waited longest to the lock's queue. */
    void signal(long count) {
        long left = count;
        Call next;
        while (left-- > 0 && (next = waiters.poll()) != null) {
            lock.acquire(next, true, this);
        }
    }

    /** It has waited long enough: it gets the lock back in its turn, and is told that nobody signalled. */
    @Override
    void cancel(Call call) {
        if (waiters.remove(call)) {
            lock.acquire(call, false, this);
        }
    }

    @Override
    void partyGone(Party party) {
        forget(party);
    }

    void forget(Party party) {
        waiters.removeIf(call -> call.party().equals(party));
    }
}
