package org.concurrencybench.process.internal.broker;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.concurrencybench.process.internal.wire.ProtocolViolation;

/**
 * Permits, and how many of them each process has taken and not given back: those of a process that has ended come back,
 * but never so many that there are more than at first. So a semaphore that starts without permits, as a signal, is not
 * disturbed by the end of those who have heard it.
 */
final class SemaphoreObject extends BrokerObject {
    private final long limit;
    private final long initial;
    private long available;
    private final Map<Party, Long> held = new HashMap<>();
    private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();

    private record Waiter(Call call, long permits) {}

    /** {@code limit}: how many there may be at most; releases are never refused with {@link Long#MAX_VALUE}. */
    SemaphoreObject(long permits, long limit) {
        this.initial = permits;
        this.available = permits;
        this.limit = limit;
    }

    @Override
    void call(Op op, Call call, ByteBuffer arguments) throws ProtocolViolation {
        switch (op) {
            case SEMAPHORE_ACQUIRE, SEMAPHORE_TRY -> {
                long permits = permits(arguments);
                if (waiters.isEmpty() && permits <= available) {
                    take(call, permits);
                } else if (op == Op.SEMAPHORE_TRY) {
                    call.answer(Status.NOT_NOW);
                } else {
                    waiters.add(new Waiter(call, permits));
                    call.park(this);
                }
            }
            case SEMAPHORE_RELEASE -> {
                long permits = permits(arguments);
                if (limit != Long.MAX_VALUE && permits > limit - available) {
                    call.refuse(
                            "there would be " + (available + permits) + " permits, more than the limit of " + limit);
                    return;
                }
                held.merge(call.party(), -permits, Long::sum);
                call.answer(Answer.ok());
                give(permits);
            }
            case SEMAPHORE_AVAILABLE -> call.answer(Answer.ok(available));
            default -> throw unknown(op);
        }
    }

    private static long permits(ByteBuffer arguments) throws ProtocolViolation {
        long permits = number(arguments);
        if (permits < 1 || permits > Integer.MAX_VALUE) {
            throw new ProtocolViolation("a call is for " + permits + " permits");
        }
        return permits;
    }

    private void take(Call call, long permits) {
        available -= permits;
        held.merge(call.party(), permits, Long::sum);
        call.answer(Answer.ok());
    }

    private void give(long permits) {
        available += permits;
        serve();
    }

    /** In the order in which they came: one that wants many is not passed by those that want few. */
    private void serve() {
        while (!waiters.isEmpty() && waiters.getFirst().permits <= available) {
            Waiter next = waiters.removeFirst();
            take(next.call, next.permits);
        }
    }

    @Override
    void cancel(Call call) {
        Iterator<Waiter> all = waiters.iterator();
        while (all.hasNext()) {
            if (all.next().call.equals(call)) {
                all.remove();
                call.answer(Status.CANCELLED);
                serve();
                return;
            }
        }
    }

    @Override
    void partyGone(Party party) {
        waiters.removeIf(waiter -> waiter.call.party().equals(party));
        Long left = held.remove(party);
        give(left == null ? 0 : Math.clamp(initial - available, 0, Math.max(left, 0)));
    }
}
