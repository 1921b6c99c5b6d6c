package org.concurrencybench.process.internal.broker;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.concurrencybench.process.internal.wire.ProtocolViolation;

/** An event, whose word says whether it is set, and whether somebody waits here for that. */
final class EventObject extends BrokerObject {
    private final Words words;
    private final int slot;
    private final List<Waiter> waiters = new ArrayList<>();

    /** {@code count}: how often the event had been set when it began to wait. */
    private record Waiter(Call call, long count) {}

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
                change(EventWord::set);
                wake();
                call.answer(Answer.ok());
            }
            case EVENT_CLEAR -> {
                change(EventWord::cleared);
                call.answer(Answer.ok());
            }
            case EVENT_STATE -> call.answer(Answer.ok(EventWord.isSet(words.get(slot)) ? 1 : 0));
            default -> throw unknown(op);
        }
    }

    private void await(Call call) {
        while (true) {
            long word = words.get(slot);
            if (EventWord.isSet(word)) {
                call.answer(Answer.ok());
                return;
            }
            if (words.compareAndSet(slot, word, EventWord.withWaiters(word, true))) {
                waiters.add(new Waiter(call, EventWord.count(word)));
                call.park(this);
                return;
            }
        }
    }

    private boolean wasSetSince(Waiter waiter) {
        return EventWord.count(words.get(slot)) != waiter.count;
    }

    /** All for whom it was set while they waited, even if it was cleared meanwhile. */
    private void wake() {
        List<Waiter> woken = waiters.stream().filter(this::wasSetSince).toList();
        waiters.removeAll(woken);
        noteWaiters();
        woken.forEach(waiter -> waiter.call.answer(Answer.ok()));
    }

    private void noteWaiters() {
        change(word -> EventWord.withWaiters(word, !waiters.isEmpty()));
    }

    private void change(LongUnaryOperator function) {
        while (true) {
            long word = words.get(slot);
            long changed = function.applyAsLong(word);
            if (word == changed || words.compareAndSet(slot, word, changed)) {
                return;
            }
        }
    }

    @Override
    void cancel(Call call) {
        Iterator<Waiter> all = waiters.iterator();
        while (all.hasNext()) {
            Waiter waiter = all.next();
            if (waiter.call.equals(call)) {
                all.remove();
                noteWaiters();
                call.answer(wasSetSince(waiter) ? Status.OK : Status.CANCELLED);
                return;
            }
        }
    }

    /** It may have been killed after it had set the event, and before it could notify those who wait. */
    @Override
    void partyGone(Party party) {
        waiters.removeIf(waiter -> waiter.call.party().equals(party));
        wake();
    }
}
