package org.concurrencybench.core.api;

import java.util.Map;
import java.util.Optional;

/**
 * An open model, ready to run tasks of one workload. Used by one thread, the driver; tasks complete on any thread.
 *
 * @param <I> what a task is given
 * @param <O> what a task returns
 */
public interface Session<I, O> extends AutoCloseable {
    /** Bytes that crossed to and from other processes, per task, with all that the protocol adds. */
    String CROSSED_BYTES_PER_TASK = "crossedBytesPerTask";

    /**
     * Hands one task over. Returns when it has been accepted, which may be long before it has run ({@code sequential}
     * runs it here). The task is completed exactly once, on whatever thread it ends.
     *
     * @throws InterruptedException when interrupted while waiting for room
     */
    void submit(Task<I, O> task) throws InterruptedException;

    /** Says that nothing more is submitted for now; sessions that gather tasks hand over what they hold. */
    default void flush() {}

    /**
     * How many JVMs run tasks side by side, and are to be warmed: 1, or the number of workers; 0 when none stays after
     * its task.
     */
    default int jvms() {
        return 1;
    }

    /**
     * Settings as they took effect, by name ({@code cpus}, {@code concurrency} or one of the model's own), as far as
     * the session sees them in what it has opened: the size of its pool, its carriers. A trial in which one differs
     * from what was asked for is not ranked. By default nothing.
     */
    default Map<String, String> inEffect() {
        return Map.of();
    }

    /**
     * How it runs the workload, in a sentence without capital and full stop, where a reader of the results must know
     * it: that tasks which wait are off-loaded to threads, that a pool is smaller than the CPU budget. Shown with the
     * results. By default nothing.
     */
    default Optional<String> remark() {
        return Optional.empty();
    }

    /**
     * What it has done, in numbers by name, as far as reports should tell ({@link #CROSSED_BYTES_PER_TASK} or names of
     * its own); asked for once, before it is closed. By default nothing.
     */
    default Map<String, Double> account() {
        return Map.of();
    }

    /**
     * Where it saw a task hold a thread that it must not hold, in words: a place in the workload, how often; asked for
     * once, before it is closed. Reports flag such a cell. By default empty: nothing of that kind was seen.
     */
    default Optional<String> blockedAt() {
        return Optional.empty();
    }

    /**
     * Ends the session: nothing of it, thread or process, is left when this returns.
     *
     * @throws Exception when the workload's tear-down fails in a worker
     */
    @Override
    void close() throws Exception;
}
