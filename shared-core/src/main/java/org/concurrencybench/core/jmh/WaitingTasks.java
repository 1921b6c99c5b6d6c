package org.concurrencybench.core.jmh;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.concurrencybench.core.api.AsyncContext;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;

/** Tasks that wait until their session is closed, and are counted when they begin to. */
final class WaitingTasks implements Workload<Integer, Integer> {
    /** Longer than anybody looks at them. */
    private static final Duration LONG = Duration.ofMinutes(10);

    private final AtomicInteger waiting = new AtomicInteger();

    /** How many have begun to wait. */
    int waiting() {
        return waiting.get();
    }

    @Override
    public String id() {
        return "waiting";
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public Integer input(int index) {
        return index;
    }

    @Override
    public Integer run(Integer input, TaskContext task) throws InterruptedException {
        waiting.incrementAndGet();
        Thread.sleep(LONG);
        return input;
    }

    @Override
    public boolean hasAsync() {
        return true;
    }

    @Override
    public CompletionStage<Integer> runAsync(Integer input, AsyncContext async) {
        waiting.incrementAndGet();
        return async.delay(LONG).thenApply(waited -> input);
    }

    @Override
    public long digest(Integer output) {
        return output;
    }

    @Override
    public OptionalLong expected(int index) {
        return OptionalLong.of(index);
    }
}
