package org.concurrencybench.process.coordination;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.process.internal.Arguments;
import org.concurrencybench.process.internal.broker.Answer;
import org.concurrencybench.process.internal.broker.Op;
import org.concurrencybench.process.internal.broker.Port;
import org.concurrencybench.process.internal.broker.Status;

/**
 * A bounded first-in-first-out queue between threads of any processes. When a put returns, the owner has the item; an
 * item that cannot be encoded fails its put.
 *
 * <p>What happens when a process dies: what it has put stays; while it waits it is forgotten, and an item whose put had
 * not returned is not put; items that were on their way to it, and those that it had taken for work and was not done
 * with, are listed as lost or delivered again, as the queue was set up ({@link TakerDeath}). Each item is so taken
 * once, or reported with its taker. An item that {@link #take} or {@link #poll()} has received is its taker's own, and
 * ends with it unreported: use {@link #takeForWork} where that matters. Where items may come back, {@link #join} before
 * {@link #close}: a closed queue turns takers away as soon as nothing waits in it, even while others still work. All
 * that holds for each item of {@link #putAll} and {@link #takeUpTo} by itself: they exchange many items for the price
 * of one, and change nothing else.
 *
 * <p>A stopped process is not dead: an item that it put waits for room without it, one that it was waiting for is
 * delivered to it, and both what is on its way to it and what it works on stay with it. When the owner ends, every
 * operation fails with {@link OwnerGoneException}, and the items are gone; while the owner is stopped, every operation
 * waits until it continues, even beyond a timeout.
 *
 * @param type the name of the class of the items
 */
public record ProcessQueue<E>(SharedHandle handle, String type) {
    public ProcessQueue {
        Objects.requireNonNull(handle);
        Objects.requireNonNull(type);
    }

    /**
     * Puts an item, and waits for room as long as it takes.
     *
     * @throws IOException when the item cannot be encoded, or has more than 255 MiB; nothing was put
     */
    public void put(E item) throws IOException, InterruptedException, QueueClosedException, OwnerGoneException {
        offer(item, Port.FOREVER, true);
    }

    /** Puts an item, and waits for room at most that long; returns whether there was room. */
    public boolean offer(E item, Duration timeout)
            throws IOException, InterruptedException, QueueClosedException, OwnerGoneException {
        return offer(item, SharedHandle.nanos(timeout), true);
    }

    /** Puts an item if there is room now. */
    public boolean offer(E item) throws IOException, InterruptedException, QueueClosedException, OwnerGoneException {
        return offer(item, Port.FOREVER, false);
    }

    private boolean offer(E item, long nanos, boolean waits)
            throws IOException, InterruptedException, QueueClosedException, OwnerGoneException {
        ByteBuffer bytes = ItemBatches.encoded(codec(), item);
        ByteBuffer arguments = ByteBuffer.allocate(Long.BYTES + bytes.remaining())
                .putLong(waits ? 1 : 0)
                .put(bytes.duplicate())
                .flip();
        return checked(handle.call(Op.QUEUE_PUT, arguments, nanos)).status() == Status.OK;
    }

    /**
     * Puts all items in their order, and waits for room as long as it takes. When this returns, the owner has them all.
     * Items of other putters may come between them.
     *
     * @throws IOException when one cannot be encoded, or has more than 255 MiB; none was put then
     * @throws QueueClosedException when the queue was closed before all were put; the message says how many were, the
     *     first ones: they stay
     * @throws InterruptedException when interrupted before all were put, with a message like that; {@link #offerAll}
     *     returns how many instead
     */
    public void putAll(List<? extends E> items)
            throws IOException, InterruptedException, QueueClosedException, OwnerGoneException {
        int put = offerAll(items, Port.FOREVER);
        if (put < items.size()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("when " + put + " of " + items.size() + " items had been put");
            }
            throw new QueueClosedException(put, items.size());
        }
    }

    /**
     * Puts items in their order, and waits for room at most that long.
     *
     * @return how many were put, the first ones: fewer than all when the time was over, or when the queue was closed or
     *     the thread interrupted after the first; it stays interrupted then
     * @throws IOException when one cannot be encoded, or has more than 255 MiB; none was put then
     */
    public int offerAll(List<? extends E> items, Duration timeout)
            throws IOException, InterruptedException, QueueClosedException, OwnerGoneException {
        return offerAll(items, SharedHandle.nanos(timeout));
    }

    private int offerAll(List<? extends E> items, long nanos)
            throws IOException, InterruptedException, QueueClosedException, OwnerGoneException {
        ItemBatches batches = ItemBatches.of(codec(), items);
        long begin = System.nanoTime();
        int put = 0;
        while (put < items.size()) {
            ItemBatches.Batch batch = batches.next();
            long left = nanos == Port.FOREVER ? nanos : Math.max(0, nanos - (System.nanoTime() - begin));
            Answer answer;
            try {
                answer = handle.call(Op.QUEUE_PUT_ALL, batch.arguments(), left);
            } catch (InterruptedException e) {
                if (put == 0) {
                    throw e;
                }
                Thread.currentThread().interrupt();
                return put;
            }
            if (put == 0) {
                checked(answer);
            }
            int more = answer.status() == Status.OK ? (int) answer.values().getLong(0) : 0;
            put += more;
            if (more < batch.items()) {
                return put;
            }
        }
        return put;
    }

    /** Takes the next item, and waits for it as long as it takes. */
    public E take() throws IOException, InterruptedException, QueueClosedException, OwnerGoneException {
        return received(takeAnswer(Port.FOREVER, true)).orElseThrow();
    }

    /** Takes the next item, and waits for it at most that long. */
    public Optional<E> poll(Duration timeout)
            throws IOException, InterruptedException, QueueClosedException, OwnerGoneException {
        return received(takeAnswer(SharedHandle.nanos(timeout), true));
    }

    /** Takes the next item if there is one. */
    public Optional<E> poll() throws IOException, InterruptedException, QueueClosedException, OwnerGoneException {
        return received(takeAnswer(Port.FOREVER, false));
    }

    /**
     * Takes the next items, one or more, as many as there are; waits for the first as long as it takes. An item that
     * cannot be decoded ends the list, and fails the take of which it is the first.
     *
     * @param count how many at most; fewer may come although there are more
     */
    public List<E> takeUpTo(int count)
            throws IOException, InterruptedException, QueueClosedException, OwnerGoneException {
        return received(takeAnswer(count, Port.FOREVER).values());
    }

    /** Takes the next items, as many as there are; waits for the first at most that long. */
    public List<E> pollUpTo(int count, Duration timeout)
            throws IOException, InterruptedException, QueueClosedException, OwnerGoneException {
        Answer answer = takeAnswer(count, SharedHandle.nanos(timeout));
        return answer.status() == Status.OK ? received(answer.values()) : List.of();
    }

    private Answer takeAnswer(int count, long nanos)
            throws InterruptedException, QueueClosedException, OwnerGoneException {
        Arguments.range("count", count, 1, Integer.MAX_VALUE);
        return checked(handle.call(Op.QUEUE_TAKE_ALL, Port.arguments(1, count), nanos));
    }

    /** Each item is the taker's once it is decoded, or cannot be; the others behind one that cannot go back. */
    private List<E> received(ByteBuffer values) throws IOException, OwnerGoneException {
        Codec<E> codec = codec();
        List<E> items = new ArrayList<>();
        long[] numbers = new long[values.remaining() / (Long.BYTES + Integer.BYTES)];
        int count = 0;
        IOException failure = null;
        int decoded = 0;
        while (values.hasRemaining()) {
            numbers[count++] = values.getLong();
            ByteBuffer bytes = values.slice(values.position() + Integer.BYTES, values.getInt(values.position()));
            values.position(values.position() + Integer.BYTES + bytes.remaining());
            if (failure == null) {
                try {
                    items.add(codec.decode(bytes));
                    decoded++;
                } catch (IOException e) {
                    failure = e;
                }
            }
        }
        int own = failure != null && decoded == 0 ? 1 : decoded;
        handle.tell(Op.QUEUE_RECEIVED, Arrays.copyOf(numbers, own));
        if (own < count) {
            handle.tell(Op.QUEUE_RETURN, Arrays.copyOfRange(numbers, own, count));
        }
        if (failure != null && decoded == 0) {
            throw failure;
        }
        return items;
    }

    private Optional<E> received(Answer answer) throws IOException, OwnerGoneException {
        if (answer.status() != Status.OK) {
            return Optional.empty();
        }
        ByteBuffer values = answer.values();
        long number = values.getLong();
        handle.tell(Op.QUEUE_RECEIVED, number);
        return Optional.of(codec().decode(values));
    }

    /**
     * Takes the next item to work on; it counts as unfinished until {@link Work#close}.
     *
     * @throws IOException when the item cannot be decoded; it counts as done
     */
    public Work<E> takeForWork() throws IOException, InterruptedException, QueueClosedException, OwnerGoneException {
        return work(takeAnswer(Port.FOREVER, true)).orElseThrow();
    }

    /** Takes the next item to work on, if there is one. */
    public Optional<Work<E>> pollForWork()
            throws IOException, InterruptedException, QueueClosedException, OwnerGoneException {
        return work(takeAnswer(Port.FOREVER, false));
    }

    /** Takes the next item to work on, and waits for it at most this long. */
    public Optional<Work<E>> pollForWork(Duration timeout)
            throws IOException, InterruptedException, QueueClosedException, OwnerGoneException {
        return work(takeAnswer(SharedHandle.nanos(timeout), true));
    }

    private Optional<Work<E>> work(Answer answer) throws IOException, OwnerGoneException {
        if (answer.status() != Status.OK) {
            return Optional.empty();
        }
        ByteBuffer values = answer.values();
        long number = values.getLong();
        try {
            return Optional.of(new Work<>(this, number, codec().decode(values)));
        } catch (IOException e) {
            handle.tell(Op.QUEUE_DONE, number);
            throw e;
        }
    }

    private Answer takeAnswer(long nanos, boolean waits)
            throws InterruptedException, QueueClosedException, OwnerGoneException {
        return checked(handle.call(Op.QUEUE_TAKE, Port.arguments(waits ? 1 : 0), nanos));
    }

    private static Answer checked(Answer answer) throws QueueClosedException {
        if (answer.status() == Status.CLOSED) {
            throw new QueueClosedException();
        }
        return answer;
    }

    /** Waits until the queue is empty and all that was taken for work is done or lost. */
    public void join() throws InterruptedException, OwnerGoneException {
        handle.call(Op.QUEUE_JOIN, Port.arguments(), Port.FOREVER);
    }

    /** The same, at most that long; returns whether it came to that. */
    public boolean join(Duration timeout) throws InterruptedException, OwnerGoneException {
        return handle.call(Op.QUEUE_JOIN, Port.arguments(), SharedHandle.nanos(timeout))
                        .status()
                == Status.OK;
    }

    /** Takes nothing more in: putters fail, waiting ones too; takers get what is left, and fail then. */
    public void close() throws OwnerGoneException {
        handle.callNow(Op.QUEUE_CLOSE, 0);
    }

    /** The same, and what is left is thrown away. */
    public void closeNow() throws OwnerGoneException {
        handle.callNow(Op.QUEUE_CLOSE, 1);
    }

    public boolean isClosed() throws OwnerGoneException {
        return state(3) != 0;
    }

    /** How many items wait to be taken: exact at the moment of the answer. */
    public int size() throws OwnerGoneException {
        return (int) state(0);
    }

    /** How many items were taken and are neither received nor done. */
    public int unfinished() throws OwnerGoneException {
        return (int) state(1);
    }

    private long state(int index) throws OwnerGoneException {
        return handle.callNow(Op.QUEUE_STATE).values().getLong(index * Long.BYTES);
    }

    /**
     * The next item that was lost with its taker, once; empty when there is none (any more). A process that dies while
     * it asks takes the answer along: let one process ask, best the owner.
     */
    public Optional<LostItem<E>> pollLost() throws IOException, OwnerGoneException {
        Answer answer = handle.callNow(Op.QUEUE_LOST);
        if (answer.status() != Status.OK) {
            return Optional.empty();
        }
        ByteBuffer values = answer.values();
        long pid = values.getLong();
        return Optional.of(new LostItem<>(pid, codec().decode(values)));
    }

    /**
     * An item whose taker ended too early.
     *
     * @param takerPid the process that had taken it
     */
    public record LostItem<E>(long takerPid, E item) {}

    private Codec<E> codec() {
        return ItemCodecs.of(type);
    }

    /** An item in work. */
    public static final class Work<E> implements AutoCloseable {
        private final ProcessQueue<E> queue;
        private final long number;
        private final E item;
        private boolean ended;

        private Work(ProcessQueue<E> queue, long number, E item) {
            this.queue = queue;
            this.number = number;
            this.item = item;
        }

        public E item() {
            return item;
        }

        /** Acknowledges it: the work on it is done. Does nothing when it was acknowledged or given back before. */
        public void done() throws OwnerGoneException {
            end(Op.QUEUE_DONE);
        }

        /**
         * Ends the work without its being done: the item is listed as lost or delivered again, as if this process had
         * died, by the queue's {@link TakerDeath}.
         */
        public void giveBack() throws OwnerGoneException {
            end(Op.QUEUE_GIVE_BACK);
        }

        /** The same as {@link #done}: give it back before where the work failed. */
        @Override
        public void close() throws OwnerGoneException {
            end(Op.QUEUE_DONE);
        }

        private synchronized void end(Op how) throws OwnerGoneException {
            if (!ended) {
                ended = true;
                queue.handle.tell(how, number);
            }
        }
    }
}
