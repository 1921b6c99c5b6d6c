package org.concurrencybench.core.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.load.LoadReport;
import org.concurrencybench.core.load.OfferedLoad;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OpenLoopTrialTest {
    private static final int TASKS = 4;
    private static final long SECOND = 1_000_000_000;

    /** One thread that stands still for a second before the task with that number, as a collector would have it. */
    private static final class Stalling implements Session<Integer, Integer> {
        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private final AtomicInteger started = new AtomicInteger();
        private final int stallsAt;

        Stalling(int stallsAt) {
            this.stallsAt = stallsAt;
        }

        @Override
        public void submit(Task<Integer, Integer> task) {
            thread.execute(() -> {
                if (started.getAndIncrement() == stallsAt) {
                    long end = System.nanoTime() + SECOND;
                    while (System.nanoTime() < end) {
                        try {
                            TimeUnit.NANOSECONDS.sleep(Math.max(1, end - System.nanoTime()));
                        } catch (InterruptedException e) {
                            return;
                        }
                    }
                }
                long begin = System.nanoTime();
                int output = task.input() * task.input();
                task.succeeded(output, System.nanoTime() - begin);
            });
        }

        @Override
        public void close() {
            thread.shutdownNow();
        }
    }

    @Test
    void aStallOfASecondIsInTheTailOfAnOpenLoopAndServiceTimesHideIt() throws Exception {
        LoadReport report;
        try (Stalling session = new Stalling(100)) {
            report = new OpenLoopTrial<>(new Squares(), session, batch(), settings()).run(load(150, 2));
        }
        LoadReport.Part all = report.parts().getFirst();
        assertEquals(report.arrivals(), report.completed());
        assertTrue(all.most() >= SECOND, "the stall in full: " + all.most());
        // For one of two seconds tasks waited: those that are among the slowest tenth waited the longest.
        assertTrue(all.latency().get("90") >= 0.5 * SECOND, all.toString());
        assertTrue(all.service().get("95") < 0.1 * SECOND, all.toString());
        assertTrue(closedLoop(99) < 0.5 * SECOND, "one task in flight: the stall is one of 300 batches");
    }

    /** The percentile of batches of one task, each submitted when the one before has completed. */
    private static double closedLoop(int percentile) throws Exception {
        long[] nanos = new long[300];
        Batch<Integer, Integer> batch = batch();
        try (Stalling session = new Stalling(100)) {
            for (int run = 0; run < nanos.length; run++) {
                long begin = System.nanoTime();
                batch.run(session, 1);
                nanos[run] = System.nanoTime() - begin;
            }
        }
        Arrays.sort(nanos);
        assertTrue(nanos[nanos.length - 1] >= SECOND, "the stall was there");
        return nanos[(int) Math.ceil(percentile / 100.0 * nanos.length) - 1];
    }

    @Test
    void aWrongOutputFailsTheTrialAsInABatch() throws Exception {
        try (Session<Integer, Integer> wrong = new Immediate(0)) {
            OpenLoopTrial<Integer, Integer> trial = new OpenLoopTrial<>(new Squares(), wrong, batch(), settings());
            WrongResultException thrown = assertThrows(WrongResultException.class, () -> trial.run(load(500, 1)));
            assertTrue(String.valueOf(thrown.getMessage()).startsWith("task 1 "), thrown.getMessage());
        }
    }

    /** Completes each task at once, with the square of its input times a factor. */
    private record Immediate(int factor) implements Session<Integer, Integer> {
        @Override
        public void submit(Task<Integer, Integer> task) {
            task.succeeded(factor * task.input() * task.input(), 0);
        }

        @Override
        public void close() {}
    }

    private static OfferedLoad load(double rate, int seconds) {
        return new OfferedLoad(rate, 1, Duration.ZERO, Duration.ofSeconds(seconds), Duration.ofSeconds(30), 3);
    }

    private static Settings settings() {
        return new Settings(1, 1, Values.of("none", List.of(), java.util.Map.of()));
    }

    private static Batch<Integer, Integer> batch() throws Exception {
        return new Batch<>(new Squares(), TASKS, Expectation.of(new long[] {0, 1, 4, 9}));
    }

    private static final class Squares implements Workload<Integer, Integer> {
        @Override
        public String id() {
            return "squares";
        }

        @Override
        public Integer input(int index) {
            return index;
        }

        @Override
        public Integer run(Integer input, TaskContext task) {
            return input * input;
        }

        @Override
        public long digest(Integer output) {
            return output;
        }
    }
}
