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

/**
 * Waits below a number of calls of its own: reveals what a virtual thread's stack costs. When it waits, the frames that
 * are on its carrier's stack are copied to the heap, and as it returns through them they are copied back. A platform
 * thread's stack stays where it is.
 *
 * <p>A chain of stages has no stack to keep: its form waits first and computes the same afterwards, without calls, at
 * every depth.
 */
public final class StackDepth implements Workload<Integer, Long> {
    private static final Parameter<Integer> DEPTH =
            Parameter.ofInt("depth", 100, 1, 2000, "calls", "how many calls of the task's own stand above its wait");

    private static final Parameter<Duration> WAIT = Parameter.ofDuration(
            "wait",
            Duration.ofMillis(1),
            Duration.ofNanos(1_000),
            Duration.ofMinutes(10),
            "how long the innermost call waits");

    private int depth = DEPTH.defaultValue();
    private Duration wait = WAIT.defaultValue();

    @Override
    public String id() {
        return "stack-depth";
    }

    @Override
    public String description() {
        return "waits below many calls: the price of a virtual thread's stack (a chain has none, and only waits)";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(DEPTH, WAIT);
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public void open(JvmContext jvm) {
        depth = jvm.parameters().get(DEPTH);
        wait = jvm.parameters().get(WAIT);
    }

    @Override
    public Integer input(int index) {
        return index;
    }

    @Override
    public Long run(Integer input, TaskContext task) throws InterruptedException {
        return call(depth, input);
    }

    private long call(int remaining, long value) throws InterruptedException {
        if (remaining == 1) {
            Thread.sleep(wait);
            return Bits.add(value, remaining);
        }
        return Bits.add(call(remaining - 1, value), remaining);
    }

    @Override
    public boolean hasAsync() {
        return true;
    }

    @Override
    public CompletionStage<Long> runAsync(Integer input, AsyncContext async) {
        return async.delay(wait).thenApply(waited -> withoutCalls(input));
    }

    private long withoutCalls(int index) {
        long value = index;
        for (int call = 1; call <= depth; call++) {
            value = Bits.add(value, call);
        }
        return value;
    }

    @Override
    public long digest(Long output) {
        return output;
    }

    @Override
    public OptionalLong expected(int index) {
        return OptionalLong.of(withoutCalls(index));
    }
}
