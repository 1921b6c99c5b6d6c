package org.concurrencybench.core.jmh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.concurrencybench.core.api.Figure;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.diagnosis.DiagnosedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60) // a batch that is never complete would wait for ever
class BatchFiguresTest {
    private static final int TASKS = 64;

    @Test
    void figuresAreSummedOverTheTasksOfEachBatchWhateverTheThreads() throws Exception {
        Batch<Integer, Integer> batch = batch(new Reporting());
        assertEquals(List.of("figure.inputs", "figure.ones"), batch.figureNames());
        try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
            for (int repeat = 0; repeat < 3; repeat++) {
                batch.run(session(task -> executor.execute(() -> task.succeeded(task.input(), 1))));
                assertArrayEquals(new double[] {TASKS * (TASKS - 1) / 2.0, TASKS}, batch.figureSums());
            }
        }
    }

    @Test
    void aPartOfABatchCountsForItself() throws Exception {
        Batch<Integer, Integer> batch = batch(new Reporting());
        batch.run(session(task -> task.succeeded(task.input(), 1)));
        batch.run(session(task -> task.succeeded(task.input(), 1)), 3);
        assertArrayEquals(new double[] {0 + 1 + 2, 3}, batch.figureSums());
    }

    @Test
    void aWorkloadWithoutFiguresHasNone() throws Exception {
        Batch<Integer, Integer> batch = batch(new Reporting() {
            @Override
            public List<Figure> figures() {
                return List.of();
            }

            @Override
            public double[] figuresOf(Integer output) {
                throw new AssertionError("nothing is declared");
            }
        });
        batch.run(session(task -> task.succeeded(task.input(), 1)));
        assertEquals(List.of(), batch.figureNames());
        assertEquals(0, batch.figureSums().length);
    }

    @Test
    void labelsOfABatchHaveTheirTurnarounds() throws Exception {
        Batch<Integer, Integer> batch = batch(new Reporting() {
            @Override
            public String label(Integer input) {
                return input == 0 ? "heavy" : "light";
            }
        });
        List<Task<Integer, Integer>> held = new ArrayList<>();
        batch.run(session(task -> {
            if (task.input() == 0) {
                held.add(task); // completes behind all others
            } else {
                task.succeeded(task.input(), 1);
            }
            if (task.input() == TASKS - 1) {
                held.getFirst().succeeded(0, 1);
            }
        }));
        assertEquals(
                List.of(
                        "figure.inputs",
                        "figure.ones",
                        "turnaround.heavy.mean",
                        "turnaround.heavy.p95",
                        "turnaround.light.mean",
                        "turnaround.light.p95"),
                batch.figureNames());
        double[] sums = batch.figureSums();
        assertEquals(sums[2], sums[3], "of one task");
        assertTrue(sums[4] > 0 && sums[5] > 0, () -> sums[4] + " " + sums[5]);
        assertTrue(sums[2] >= sums[5], () -> sums[2] + " of the last is below " + sums[5]);
    }

    @Test
    void valuesThatAreNotWhatIsDeclaredFailTheirTask() throws Exception {
        assertFails(new double[] {1}, "returned 1 values, one for each of the 2 figures");
        assertFails(new double[] {1, Double.NaN}, "returned NaN for 'ones'");
    }

    private static void assertFails(double[] values, String message) throws DiagnosedException {
        Batch<Integer, Integer> batch = batch(new Reporting() {
            @Override
            public double[] figuresOf(Integer output) {
                return output == 5 ? values : super.figuresOf(output);
            }
        });
        BatchFailedException failed = assertThrows(
                BatchFailedException.class, () -> batch.run(session(task -> task.succeeded(task.input(), 1))));
        assertEquals("task 5: figuresOf()", failed.failed().where());
        assertTrue(failed.getMessage().contains(message), failed.getMessage());
    }

    @Test
    void declarationsThatCannotBeAreRefused() {
        Figure twice = new Figure("twice", "", "");
        assertRefused(List.of(twice, twice), "figures() declares 'twice' twice");
        assertRefused(
                List.of(new Figure("share", "", "", "whole")),
                "figures() divides 'share' by 'whole', which it does not declare");
        assertThrows(IllegalArgumentException.class, () -> new Figure("still running", "", ""));
        assertThrows(IllegalArgumentException.class, () -> new Figure("self", "", "", "self"));
    }

    private static void assertRefused(List<Figure> declared, String message) {
        Reporting workload = new Reporting() {
            @Override
            public List<Figure> figures() {
                return declared;
            }
        };
        DiagnosedException refused = assertThrows(DiagnosedException.class, () -> batch(workload));
        assertTrue(refused.getMessage().startsWith(message), refused.getMessage());
    }

    @Test
    void aLabelThatCannotBeToldNamesItsInput() {
        Reporting workload = new Reporting() {
            @Override
            public String label(Integer input) {
                return input == 7 ? null : "light";
            }
        };
        DiagnosedException refused = assertThrows(DiagnosedException.class, () -> batch(workload));
        assertTrue(refused.getMessage().startsWith("label() of input(7) threw "), refused.getMessage());
    }

    private static Batch<Integer, Integer> batch(Workload<Integer, Integer> workload) throws DiagnosedException {
        long[] digests = new long[TASKS];
        for (int index = 0; index < TASKS; index++) {
            digests[index] = index;
        }
        return new Batch<>(workload, TASKS, Expectation.of(digests));
    }

    private static Session<Integer, Integer> session(Consumer<Task<Integer, Integer>> each) {
        return new Session<>() {
            @Override
            public void submit(Task<Integer, Integer> task) {
                each.accept(task);
            }

            @Override
            public void close() {}
        };
    }

    /** Outputs that are their inputs, and report them. */
    private static class Reporting implements Workload<Integer, Integer> {
        @Override
        public String id() {
            return "reporting";
        }

        @Override
        public Integer input(int index) {
            return index;
        }

        @Override
        public Integer run(Integer input, TaskContext task) {
            throw new UnsupportedOperationException("sessions of this test make the outputs");
        }

        @Override
        public long digest(Integer output) {
            return output;
        }

        @Override
        public List<Figure> figures() {
            return List.of(new Figure("inputs", "", "the inputs"), new Figure("ones", "", "one for each task"));
        }

        @Override
        public double[] figuresOf(Integer output) {
            return new double[] {output, 1};
        }
    }
}
