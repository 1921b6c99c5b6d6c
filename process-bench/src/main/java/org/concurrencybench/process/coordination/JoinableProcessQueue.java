package org.concurrencybench.process.coordination;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A {@link ProcessQueue} whose items must be acknowledged, each by {@link ProcessQueue.Work#done}, so that others can
 * wait until all work is done.
 *
 * <pre>{@code
 * try (ProcessQueue.Work<String> work = jobs.take()) { // its close says that the work is done
 *     process(work.item());
 * }
 * }</pre>
 *
 * <p>What happens when a process dies that has not acknowledged its items: they are listed as lost, or delivered again,
 * as the queue was set up ({@link TakerDeath}). A lost item is not waited for; {@link #pollLost} returns it with its
 * taker. The same happens to an item that is given back ({@link ProcessQueue.Work#giveBack}).
 */
public record JoinableProcessQueue<E>(ProcessQueue<E> queue) {
    public JoinableProcessQueue {
        Objects.requireNonNull(queue);
    }

    /** See {@link ProcessQueue#put}. */
    public void put(E item) throws IOException, InterruptedException, QueueClosedException, OwnerGoneException {
        queue.put(item);
    }

    /** See {@link ProcessQueue#offer(Object)}. */
    public boolean offer(E item) throws IOException, InterruptedException, QueueClosedException, OwnerGoneException {
        return queue.offer(item);
    }

    /** See {@link ProcessQueue#offer(Object, Duration)}. */
    public boolean offer(E item, Duration timeout)
            throws IOException, InterruptedException, QueueClosedException, OwnerGoneException {
        return queue.offer(item, timeout);
    }

    /** Takes the next item, and waits for it as long as it takes. */
    public ProcessQueue.Work<E> take()
            throws IOException, InterruptedException, QueueClosedException, OwnerGoneException {
        return queue.takeForWork();
    }

    /** Takes the next item, if there is one. */
    public Optional<ProcessQueue.Work<E>> poll()
            throws IOException, InterruptedException, QueueClosedException, OwnerGoneException {
        return queue.pollForWork();
    }

    /** Takes the next item, and waits for it at most this long. */
    public Optional<ProcessQueue.Work<E>> poll(Duration timeout)
            throws IOException, InterruptedException, QueueClosedException, OwnerGoneException {
        return queue.pollForWork(timeout);
    }

    /** Waits until the queue is empty and every item that was taken is acknowledged or lost. */
    public void awaitAllDone() throws InterruptedException, OwnerGoneException {
        queue.join();
    }

    /** Waits until all work is done, at most this long; returns whether it was. */
    public boolean awaitAllDone(Duration timeout) throws InterruptedException, OwnerGoneException {
        return queue.join(timeout);
    }

    /** How many items wait to be taken. */
    public int size() throws OwnerGoneException {
        return queue.size();
    }

    /** How many items were taken and are not acknowledged. */
    public int unfinished() throws OwnerGoneException {
        return queue.unfinished();
    }

    /** See {@link ProcessQueue#pollLost}. */
    public Optional<ProcessQueue.LostItem<E>> pollLost() throws IOException, OwnerGoneException {
        return queue.pollLost();
    }

    /** See {@link ProcessQueue#close}. */
    public void close() throws OwnerGoneException {
        queue.close();
    }

    /** See {@link ProcessQueue#closeNow}. */
    public void closeNow() throws OwnerGoneException {
        queue.closeNow();
    }

    public boolean isClosed() throws OwnerGoneException {
        return queue.isClosed();
    }
}
