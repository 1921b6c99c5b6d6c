package org.concurrencybench.core.workloads;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.concurrencybench.core.api.JvmContext;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;

/**
 * Waits while it holds a lock that no other task wants. Before JDK 24 a virtual thread keeps its carrier meanwhile, so
 * that no more of them wait at once than there are carriers.
 */
public final class PinnedSleep implements Workload<Integer, Integer> {
    private static final Parameter<Duration> LATENCY = Parameter.ofDuration(
            "latency",
            Duration.ofMillis(5),
            Duration.ofNanos(1_000),
            Duration.ofMinutes(1),
            "how long a task waits with its lock held");

    /** Enough for each task of a batch to have its own; a power of two. */
    private static final int LOCKS = 1 << 16;

    // Made before: the compiler leaves out a lock that no other thread can see.
    private final Object[] locks = new Object[LOCKS];
    private Duration latency = LATENCY.defaultValue();

    @Override
    public String id() {
        return "pinned-sleep";
    }

    @Override
    public String description() {
        return "waits on the clock inside synchronized, each task with a lock of its own";
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
        Arrays.setAll(locks, index -> new Object());
    }

    @Override
    public Integer input(int index) {
        return index;
    }

    @Override
    public Integer run(Integer input, TaskContext task) throws InterruptedException {
        synchronized (locks[input & (LOCKS - 1)]) {
            Thread.sleep(latency);
        }
        return input;
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
