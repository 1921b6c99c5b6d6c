package org.concurrencybench.process.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.concurrencybench.process.api.ProcessPoolException;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of a {@code map}, to be walked through once, by a loop, as an iterator or as a stream: given out one by
 * one while workers run what comes next. Used by one thread at a time: that thread reads the inputs too, whenever it
 * asks for an outcome, so the inputs may be endless and are read no further ahead than {@link MapOptions#lookAhead}
 * says.
 *
 * <p>An interrupt while waiting ends the map with {@link CancellationException}, and the thread stays interrupted.
 *
 * @implNote Outcomes arrive under the lock, each chunk's in a {@code ChunkResults}; the asking thread moves all that it
 *     may give out to {@code ready}, which is its own. It gives all of that out before it reads inputs again, which may
 *     take long.
 */
@SuppressWarnings(
        "IterableAndIterator") // as an iterator it can be asked, as an iterable stand in a loop; once in any case
public final class Outcomes<O> implements Iterable<Outcome<O>>, Iterator<Outcome<O>>, AutoCloseable {
    private final ChunkFeed<?, O> feed;
    private final ChunkSizer sizer;
    private final boolean ordered;
    private final boolean failFast;
    private final int maxChunks;
    private final int lookAhead;
    private final int firstLookAhead;
    private final int slots;

    // The asking thread's own.
    private final ArrayDeque<List<Outcome<O>>> ready = new ArrayDeque<>();
    private Iterator<Outcome<O>> current = Collections.emptyIterator();
    private long given;
    private boolean closed;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by the lock.
    private final ArrayDeque<ChunkResults> inOrder = new ArrayDeque<>();
    private final List<List<Outcome<O>>> inAnyOrder = new ArrayList<>();
    private final Set<ChunkResults> unanswered = new HashSet<>();

    Outcomes(
            ChunkFeed<?, O> feed,
            ChunkSizer sizer,
            boolean ordered,
            MapOptions options,
            int firstLookAhead,
            int slots) {
        this.feed = feed;
        this.sizer = sizer;
        this.ordered = ordered;
        this.failFast = options.failFast();
        this.lookAhead = options.lookAhead();
        this.firstLookAhead = firstLookAhead;
        this.slots = slots;
        // Few while their size is being learnt: what is under way keeps the size that it has.
        this.maxChunks = sizer.isFixed() ? Integer.MAX_VALUE : 3 * slots;
    }

    /** Where the outcomes of one chunk arrive. */
    final class ChunkResults implements Chunk.OutcomeSink<O> {
        private final List<List<Outcome<O>>> arrived = new ArrayList<>();
        private @Nullable WorkItem chunk;
        private boolean complete;

        @Override
        public void accept(List<Outcome<O>> outcomes, boolean last, long nanos) {
            lock.lock();
            try {
                (ordered ? arrived : inAnyOrder).add(outcomes); // the only step that takes memory
                if (last) {
                    complete = true;
                    unanswered.remove(this);
                    if (nanos > 0 && chunk != null) {
                        sizer.observe(chunk.weight, nanos);
                    }
                }
                changed.signal();
            } finally {
                lock.unlock();
            }
        }

        /** Said before the chunk is handed over. */
        void expects(WorkItem item) {
            chunk = item;
        }
    }

    @Override
    public boolean hasNext() {
        return !closed && (current.hasNext() || advance());
    }

    @Override
    public Outcome<O> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all outcomes have been given out");
        }
        Outcome<O> outcome = current.next();
        given++;
        if (failFast && outcome instanceof Outcome.Failed<O>) {
            close();
        }
        return outcome;
    }

    /** These outcomes themselves: what one loop has taken, the next one does not see. */
    @Override
    public Iterator<Outcome<O>> iterator() {
        return this;
    }

    /** The outcomes that are left, in their order, one after another. Closing the stream ends the map. */
    public Stream<Outcome<O>> stream() {
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL), false)
                .onClose(this::close);
    }

    /** Waits until there is something to give out. Returns false when nothing will come. */
    private boolean advance() {
        try {
            while (true) {
                if (giveOut()) {
                    return true;
                }
                boolean more = feedChunks();
                lock.lockInterruptibly();
                try {
                    move();
                    if (giveOut()) {
                        return true;
                    }
                    if (unanswered.isEmpty()) {
                        if (!more) {
                            return false;
                        }
                    } else if (!more || unanswered.size() >= maxChunks || !hasRoom()) {
                        changed.await();
                    }
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException("interrupted while waiting for an outcome");
            cancelled.initCause(e);
            throw cancelled;
        } catch (Throwable e) { // of the inputs, or of want of memory: a chunk may have been lost
            close();
            throw e;
        }
    }

    /** Takes the next outcomes that may be given out. Returns whether there are any. */
    private boolean giveOut() {
        while (!current.hasNext()) {
            List<Outcome<O>> next = ready.poll();
            if (next == null) {
                return false;
            }
            current = next.iterator();
        }
        return true;
    }

    private boolean hasRoom() {
        return feed.read() - given + nextSize() <= lookAheadNow();
    }

    /** Who has asked for much is likely to ask for more. */
    private long lookAheadNow() {
        return Math.clamp(given, firstLookAhead, lookAhead);
    }

    /** Slots shall end at about the same time, also while little may be read ahead. */
    private int nextSize() {
        return sizer.isFixed() ? sizer.size() : Math.clamp(lookAheadNow() / (4L * slots), 1, sizer.size());
    }

    /** Submits as much as may be under way. Returns whether there are more inputs. */
    private boolean feedChunks() throws InterruptedException {
        while (hasRoom() && unansweredChunks() < maxChunks) {
            if (!feed.hasMore()) {
                return false;
            }
            feed.next(nextSize(), this::newResults);
        }
        return true;
    }

    private int unansweredChunks() {
        lock.lock();
        try {
            return unanswered.size();
        } finally {
            lock.unlock();
        }
    }

    private ChunkResults newResults() {
        ChunkResults results = new ChunkResults();
        lock.lock();
        try {
            unanswered.add(results);
            if (ordered) {
                inOrder.add(results);
            }
        } finally {
            lock.unlock();
        }
        return results;
    }

    private void move() {
        ready.addAll(inAnyOrder);
        inAnyOrder.clear();
        ChunkResults head;
        while ((head = inOrder.peek()) != null) {
            ready.addAll(head.arrived);
            head.arrived.clear();
            if (!head.complete) {
                break;
            }
            inOrder.remove();
        }
    }

    /**
     * All outputs that are left.
     *
     * @throws ProcessPoolException the first failure that was given out, after all items have ended; with
     *     {@link MapOptions#failFast}, at once
     */
    public List<O> values() throws ProcessPoolException {
        List<O> values = new ArrayList<>();
        ProcessPoolException first = null;
        while (hasNext()) {
            switch (next()) {
                case Outcome.Done<O> done -> values.add(done.value());
                case Outcome.Failed<O> failed -> first = first == null ? failed.cause() : first;
            }
        }
        if (first != null) {
            throw first;
        }
        return values;
    }

    /** Ends the map: what no worker has begun is withdrawn, and nothing more is given out. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        List<ChunkResults> left;
        lock.lock();
        try {
            left = List.copyOf(unanswered);
        } finally {
            lock.unlock();
        }
        for (ChunkResults results : left) {
            if (results.chunk != null) {
                feed.withdraw(results.chunk);
            }
        }
        ready.clear();
        current = Collections.emptyIterator();
    }
}
