package org.concurrencybench.core.load;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Task;

/** A session with as many servers as it needs, and its own clock: time passes only while the driver waits. */
final class ScriptedModel implements Session<Integer, Integer>, LoadClock {
    /** What it does with a task. */
    @FunctionalInterface
    interface Script {
        /**
         * Nanoseconds that the task numbered {@code task} takes; negative for a task that never ends.
         *
         * @throws RuntimeException what {@code submit} throws
         */
        long nanos(int task);
    }

    private record Ending(long at, long service, Task<Integer, Integer> task) {}

    private final Script script;
    private final PriorityQueue<Ending> endings = new PriorityQueue<>(Comparator.comparingLong(Ending::at));
    private long now = 1_000_000_000_000L;
    private int submitted;
    private int flushes;

    ScriptedModel(Script script) {
        this.script = script;
    }

    /** Has time pass inside {@code submit}. */
    void block(long nanos) {
        advance(now + nanos);
    }

    int flushes() {
        return flushes;
    }

    @Override
    public void submit(Task<Integer, Integer> task) {
        long nanos = script.nanos(submitted++);
        if (nanos >= 0) {
            endings.add(new Ending(now + nanos, nanos, task));
        }
    }

    @Override
    public void flush() {
        flushes++;
    }

    @Override
    public void close() {}

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void sleepUntil(long due) {
        advance(due);
    }

    @Override
    public void await(BooleanSupplier done, long deadline) {
        while (!done.getAsBoolean() && !endings.isEmpty() && endings.peek().at() <= deadline) {
            advance(endings.peek().at());
        }
        if (!done.getAsBoolean()) {
            advance(deadline);
        }
    }

    private void advance(long to) {
        while (!endings.isEmpty() && endings.peek().at() <= to) {
            Ending next = endings.remove();
            now = Math.max(now, next.at());
            next.task().succeeded(next.task().input(), next.service());
        }
        now = Math.max(now, to);
    }
}
