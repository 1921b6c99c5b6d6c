package org.concurrencybench.core.workloads;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.concurrencybench.core.api.AsyncContext;
import org.concurrencybench.core.api.JvmContext;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;

/** Waits and does nothing else: how many waits a model holds at once, and how exactly it ends them. */
public final class Sleep implements Workload<Integer, Integer> {
    private static final Parameter<Duration> LATENCY = Parameter.ofDuration(
            "latency", Duration.ofMillis(1), Duration.ofNanos(1_000), Duration.ofMinutes(10), "how long a task waits");

    private Duration latency = LATENCY.defaultValue();

    @Override
    public String id() {
        return "sleep";
    }

    @Override
    public String description() {
        return "waits on the clock, computes nothing";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(LATENCY);
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public void open(JvmContext jvm) {
        latency = jvm.parameters().get(LATENCY);
    }

    @Override
    public Integer input(int index) {
        return index;
    }

    @Override
    public Integer run(Integer input, TaskContext task) throws InterruptedException {
        Thread.sleep(latency);
        return input;
    }

    @Override
    public boolean hasAsync() {
        return true;
    }

    @Override
    public CompletionStage<Integer> runAsync(Integer input, AsyncContext async) {
        return async.delay(latency).thenApply(waited -> input);
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
