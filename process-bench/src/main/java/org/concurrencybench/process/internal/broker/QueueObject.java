package org.concurrencybench.process.internal.broker;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.concurrencybench.process.internal.wire.ProtocolViolation;

/**
 * A bounded queue of encoded items. An item that was delivered belongs to its taker once that has said so (plain
 * takes), or until it is done (takes for work); if the taker ends before, the item is listed as lost with it, or goes
 * back to the head, as the queue was set up.
 */
final class QueueObject extends BrokerObject {
    private final int capacity;
    private final boolean redelivers;
    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private final ArrayDeque<Putter> putters = new ArrayDeque<>();
    private final ArrayDeque<Call> takers = new ArrayDeque<>();
    private final List<Call> joiners = new ArrayList<>();
    private final Map<Long, Taken> taken = new HashMap<>();
    private final ArrayDeque<Lost> lost = new ArrayDeque<>();
    private long numbers;
    private boolean closed;

    private record Item(long number, ByteBuffer bytes) {}

    private record Putter(Call call, ByteBuffer bytes) {}

    private record Taken(Party taker, Item item) {}

    private record Lost(long pid, ByteBuffer bytes) {}

    QueueObject(int capacity, boolean redelivers) {
        this.capacity = capacity;
        this.redelivers = redelivers;
    }

    @Override
    void call(Op op, Call call, ByteBuffer arguments) throws ProtocolViolation {
        switch (op) {
            case QUEUE_PUT -> put(call, arguments);
            case QUEUE_TAKE -> take(call, number(arguments) != 0);
            case QUEUE_RECEIVED, QUEUE_DONE -> done(call.party(), number(arguments));
            case QUEUE_GIVE_BACK -> giveBack(call.party(), number(arguments));
            case QUEUE_JOIN -> {
                if (isDone()) {
                    call.answer(Answer.ok());
                } else {
                    joiners.add(call);
                    call.park(this);
                }
            }
            case QUEUE_CLOSE -> {
                close(number(arguments) != 0);
                call.answer(Answer.ok());
            }
            case QUEUE_STATE -> call.answer(Answer.ok(items.size(), taken.size(), lost.size(), closed ? 1 : 0));
            case QUEUE_LOST -> {
                Lost next = lost.poll();
                if (next == null) {
                    call.answer(Status.NOT_NOW);
                } else {
                    call.answer(Answer.ok(next.pid, next.bytes));
                }
            }
            default -> throw unknown(op);
        }
    }

    /** {@code arguments}: whether it may wait, and the item. */
    private void put(Call call, ByteBuffer arguments) throws ProtocolViolation {
        boolean waits = number(arguments) != 0;
        if (closed) {
            call.answer(Status.CLOSED);
            return;
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(arguments.remaining()).put(arguments).flip();
        if (items.size() < capacity && putters.isEmpty()) {
            add(bytes);
            call.answer(Answer.ok());
        } else if (waits) {
            putters.add(new Putter(call, bytes));
            call.park(this);
        } else {
            call.answer(Status.NOT_NOW);
        }
    }

    private void add(ByteBuffer bytes) {
        Item item = new Item(++numbers, bytes);
        Call taker = takers.poll();
        if (taker == null) {
            items.add(item);
        } else {
            deliver(item, taker);
        }
    }

    private void take(Call call, boolean waits) {
        Item item = items.poll();
        if (item != null) {
            deliver(item, call);
            admit();
        } else if (closed) {
            call.answer(Status.CLOSED);
        } else if (waits) {
            takers.add(call);
            call.park(this);
        } else {
            call.answer(Status.NOT_NOW);
        }
    }

    private void deliver(Item item, Call taker) {
        taken.put(item.number, new Taken(taker.party(), item));
        taker.answer(Answer.ok(item.number, item.bytes));
    }

    /** Lets putters in while there is room. */
    private void admit() {
        while (items.size() < capacity && !putters.isEmpty()) {
            Putter next = putters.remove();
            add(next.bytes);
            next.call.answer(Answer.ok());
        }
    }

    private void done(Party party, long number) {
        Taken item = taken.get(number);
        if (item != null && item.taker.equals(party)) {
            taken.remove(number);
            wakeJoiners();
        }
    }

    private boolean isDone() {
        return items.isEmpty() && taken.isEmpty() && putters.isEmpty();
    }

    private void wakeJoiners() {
        if (isDone() && !joiners.isEmpty()) {
            List<Call> woken = List.copyOf(joiners);
            joiners.clear();
            woken.forEach(call -> call.answer(Answer.ok()));
        }
    }

    /** Takers get what is left, unless it is discarded; then all are told that it is closed. */
    private void close(boolean discard) {
        closed = true;
        if (discard) {
            items.clear();
        }
        List<Putter> refused = List.copyOf(putters);
        putters.clear();
        List<Call> woken = List.copyOf(takers); // there are takers only while there are no items
        takers.clear();
        refused.forEach(putter -> putter.call.answer(Status.CLOSED));
        woken.forEach(call -> call.answer(Status.CLOSED));
        wakeJoiners();
    }

    @Override
    void cancel(Call call) {
        if (takers.remove(call) || joiners.remove(call) || putters.removeIf(putter -> putter.call.equals(call))) {
            call.answer(Status.CANCELLED);
            wakeJoiners();
        }
    }

    @Override
    void partyGone(Party party) {
        takers.removeIf(call -> call.party().equals(party));
        joiners.removeIf(call -> call.party().equals(party));
        putters.removeIf(putter -> putter.call.party().equals(party));
        List<Item> left = taken.values().stream()
                .filter(item -> item.taker.equals(party))
                .map(Taken::item)
                .sorted(Comparator.comparingLong(Item::number))
                .toList();
        left.forEach(item -> taken.remove(item.number));
        takeBack(party, left);
    }

    private void giveBack(Party party, long number) {
        Taken item = taken.get(number);
        if (item != null && item.taker.equals(party)) {
            taken.remove(number);
            takeBack(party, List.of(item.item));
        }
    }

    /** These items were taken, and are neither received nor done. */
    private void takeBack(Party party, List<Item> left) {
        if (redelivers) {
            left.reversed().forEach(items::addFirst); // above its capacity for a while
            while (!items.isEmpty() && !takers.isEmpty()) {
                deliver(items.remove(), takers.remove());
            }
        } else {
            left.forEach(item -> lost.add(new Lost(party.pid, item.bytes)));
        }
        wakeJoiners();
    }
}
