package org.concurrencybench.process.internal.broker;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.concurrencybench.process.internal.wire.ProtocolViolation;

/** An event, whose word says whether it is set, and whether somebody waits here for that. */
final class EventObject extends BrokerObject {
    static final long SET = 1;
    static final long WAITERS = 2;

    private final Words words;
    private final int slot;
    private final List<Call> waiters = new ArrayList<>();

    EventObject(Words words, int slot) {
        this.words = words;
        this.slot = slot;
    }

    @Override
    void call(Op op, Call call, ByteBuffer arguments) throws ProtocolViolation {
        switch (op) {
            case EVENT_AWAIT -> await(call);
            case EVENT_WAKE -> wake();
            case EVENT_SET -> {
                change(SET, SET);
                wake();
                call.answer(Answer.ok());
            }
            case EVENT_CLEAR -> {
                change(SET, 0);
                call.answer(Answer.ok());
            }
            case EVENT_STATE -> call.answer(Answer.ok(words.get(slot) & SET));
            default -> throw unknown(op);
        }
    }

    private void await(Call call) {
        while (true) {
            long word = words.get(slot);
            if ((word & SET) != 0) {
                call.answer(Answer.ok());
                return;
            }
            if (words.compareAndSet(slot, word, word | WAITERS)) {
                waiters.add(call);
                call.park(this);
                return;
            }
        }
    }

    /** All that wait now, even if the event was cleared meanwhile: it was set while they waited. */
    private void wake() {
        List<Call> woken = List.copyOf(waiters);
        waiters.clear();
        noteWaiters();
        woken.forEach(call -> call.answer(Answer.ok()));
    }

    private void noteWaiters() {
        change(WAITERS, waiters.isEmpty() ? 0 : WAITERS);
    }

    private void change(long mask, long value) {
        while (true) {
            long word = words.get(slot);
            long changed = (word & ~mask) | value;
            if (word == changed || words.compareAndSet(slot, word, changed)) {
                return;
            }
        }
    }

    @Override
    void cancel(Call call) {
        if (waiters.remove(call)) {
            noteWaiters();
            call.answer(Status.CANCELLED);
        }
    }

    @Override
    void partyGone(Party party) {
        waiters.removeIf(call -> call.party().equals(party));
        noteWaiters();
    }
}
