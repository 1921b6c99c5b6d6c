package org.concurrencybench.process.internal.broker;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.concurrencybench.process.internal.wire.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of encoded items. An item that was delivered belongs to its taker once that has said so (plain
 * takes), or until it is done (takes for work); if the taker ends before, the item is listed as lost with it, or goes
 * back to the head, as the queue was set up.
 */
final class QueueObject extends BrokerObject {
    /** Of one answer with several items; what goes through memory is small. */
    private static final int MOST_BYTES_TOGETHER = 60 << 10;

    private static final int ITEM_HEADER = Long.BYTES + Integer.BYTES;

    private final int capacity;
    private final boolean redelivers;
    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private final ArrayDeque<Putter> putters = new ArrayDeque<>();
    private final ArrayDeque<Taker> takers = new ArrayDeque<>();
    private final List<Call> joiners = new ArrayList<>();
    private final Map<Long, Taken> taken = new HashMap<>();
    private final ArrayDeque<Lost> lost = new ArrayDeque<>();
    private long numbers;
    private boolean closed;

    private record Item(long number, ByteBuffer bytes) {}

    /** What is left to be put of a call; {@code together}: it is answered with how many were put. */
    private static final class Putter {
        final Call call;
        final ArrayDeque<ByteBuffer> left;
        final int count;
        final boolean together;

        Putter(Call call, ArrayDeque<ByteBuffer> left, boolean together) {
            this.call = call;
            this.left = left;
            this.count = left.size();
            this.together = together;
        }

        void answer() {
            call.answer(together ? Answer.ok(count - left.size()) : Answer.ok());
        }

        /** It ends before all is put; what was put stays. */
        void end(Status reason) {
            if (left.size() < count) {
                answer();
            } else {
                call.answer(reason);
            }
        }
    }

    /** {@code together}: it gets several items in one answer, each with its length. */
    private record Taker(Call call, int most, boolean together) {}

    private record Taken(Party taker, Item item) {}

    private record Lost(long pid, ByteBuffer bytes) {}

    QueueObject(int capacity, boolean redelivers) {
        this.capacity = capacity;
        this.redelivers = redelivers;
    }

    @Override
    void call(Op op, Call call, ByteBuffer arguments) throws ProtocolViolation {
        switch (op) {
            case QUEUE_PUT -> {
                boolean waits = number(arguments) != 0;
                ArrayDeque<ByteBuffer> one = new ArrayDeque<>(1);
                one.add(copy(arguments, arguments.remaining()));
                put(new Putter(call, one, false), waits);
            }
            case QUEUE_PUT_ALL -> {
                boolean waits = number(arguments) != 0;
                put(new Putter(call, items(arguments), true), waits);
            }
            case QUEUE_TAKE -> take(new Taker(call, 1, false), number(arguments) != 0);
            case QUEUE_TAKE_ALL -> {
                boolean waits = number(arguments) != 0;
                take(new Taker(call, Math.clamp(number(arguments), 1, Integer.MAX_VALUE), true), waits);
            }
            case QUEUE_RECEIVED, QUEUE_DONE -> {
                while (arguments.hasRemaining()) {
                    removeTaken(call.party(), number(arguments));
                }
                wakeJoiners();
            }
            case QUEUE_GIVE_BACK -> giveBack(call.party(), number(arguments));
            case QUEUE_RETURN -> takeUnseen(call.party(), arguments);
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

    private static ByteBuffer copy(ByteBuffer source, int length) throws ProtocolViolation {
        if (length < 0 || length > source.remaining()) {
            throw new ProtocolViolation("an item announces " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        source.get(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private static ArrayDeque<ByteBuffer> items(ByteBuffer arguments) throws ProtocolViolation {
        ArrayDeque<ByteBuffer> items = new ArrayDeque<>();
        while (arguments.remaining() >= Integer.BYTES) {
            items.add(copy(arguments, arguments.getInt()));
        }
        return items;
    }

    private void put(Putter putter, boolean waits) {
        if (closed) {
            putter.call.answer(Status.CLOSED);
            return;
        }
        if (putters.isEmpty()) {
            putAndDeliver(putter);
        }
        if (putter.left.isEmpty()) {
            putter.answer();
        } else if (waits) {
            putters.add(putter);
            putter.call.park(this);
        } else {
            putter.end(Status.NOT_NOW);
        }
    }

    /** As many as there is room for; takers that wait make more. */
    private void putAndDeliver(Putter putter) {
        while (items.size() < capacity && !putter.left.isEmpty()) {
            while (items.size() < capacity && !putter.left.isEmpty()) {
                items.add(new Item(++numbers, putter.left.remove()));
            }
            deliverToTakers();
        }
    }

    private void take(Taker taker, boolean waits) {
        if (!items.isEmpty()) {
            deliver(taker);
            serve();
        } else if (closed) {
            taker.call.answer(Status.CLOSED);
        } else if (waits) {
            takers.add(taker);
            taker.call.park(this);
        } else {
            taker.call.answer(Status.NOT_NOW);
        }
    }

    /** Gives items to those that wait for them, and lets putters in while there is room. */
    private void serve() {
        deliverToTakers();
        while (items.size() < capacity && !putters.isEmpty()) {
            Putter next = putters.getFirst();
            putAndDeliver(next);
            if (next.left.isEmpty()) {
                putters.removeFirst();
                next.answer();
            }
        }
    }

    private void deliverToTakers() {
        while (!items.isEmpty() && !takers.isEmpty()) {
            deliver(takers.remove());
        }
    }

    /** There are items. */
    private void deliver(Taker taker) {
        if (!taker.together) {
            Item item = items.remove();
            taken.put(item.number, new Taken(taker.call.party(), item));
            taker.call.answer(Answer.ok(item.number, item.bytes));
            return;
        }
        List<Item> together = new ArrayList<>();
        int bytes = 0;
        Item next;
        while ((next = items.peek()) != null
                && together.size() < taker.most
                && (together.isEmpty() || bytes + ITEM_HEADER + next.bytes.remaining() <= MOST_BYTES_TOGETHER)) {
            items.remove();
            taken.put(next.number, new Taken(taker.call.party(), next));
            together.add(next);
            bytes += ITEM_HEADER + next.bytes.remaining();
        }
        ByteBuffer all = ByteBuffer.allocate(bytes);
        for (Item item : together) {
            all.putLong(item.number).putInt(item.bytes.remaining()).put(item.bytes.duplicate());
        }
        taker.call.answer(new Answer(Status.OK, all.flip()));
    }

    private @Nullable Item removeTaken(Party party, long number) {
        Taken item = taken.get(number);
        if (item == null || !item.taker.equals(party)) {
            return null;
        }
        taken.remove(number);
        return item.item;
    }

    private void takeUnseen(Party party, ByteBuffer numbers) throws ProtocolViolation {
        List<Item> back = new ArrayList<>();
        while (numbers.hasRemaining()) {
            Item item = removeTaken(party, number(numbers));
            if (item != null) {
                back.add(item);
            }
        }
        back.reversed().forEach(items::addFirst); // above its capacity for a while
        serve();
        wakeJoiners();
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
        List<Taker> woken = List.copyOf(takers); // there are takers only while there are no items
        takers.clear();
        refused.forEach(putter -> putter.end(Status.CLOSED));
        woken.forEach(taker -> taker.call.answer(Status.CLOSED));
        wakeJoiners();
    }

    @Override
    void cancel(Call call) {
        Putter putter = remove(call);
        if (putter != null) {
            putter.end(Status.CANCELLED);
            serve(); // those behind it may have waited for nothing else
            wakeJoiners();
        } else if (takers.removeIf(taker -> taker.call.equals(call)) || joiners.remove(call)) {
            call.answer(Status.CANCELLED);
        }
    }

    private @Nullable Putter remove(Call call) {
        for (Putter putter : putters) {
            if (putter.call.equals(call)) {
                putters.remove(putter);
                return putter;
            }
        }
        return null;
    }

    @Override
    void partyGone(Party party) {
        takers.removeIf(taker -> taker.call.party().equals(party));
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
        Item item = removeTaken(party, number);
        if (item != null) {
            takeBack(party, List.of(item));
        }
    }

    /** These items were taken, and are neither received nor done. */
    private void takeBack(Party party, List<Item> left) {
        if (redelivers) {
            left.reversed().forEach(items::addFirst); // above its capacity for a while
        } else {
            left.forEach(item -> lost.add(new Lost(party.pid, item.bytes)));
        }
        serve();
        wakeJoiners();
    }
}
