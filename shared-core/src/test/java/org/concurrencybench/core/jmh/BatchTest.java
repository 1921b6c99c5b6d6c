package org.concurrencybench.core.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.diagnosis.DiagnosedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60) // a batch that is never complete would wait for ever
class BatchTest {
    private static final int TASKS = 4;

    @Test
    void aBatchOfRightOutputsIsMeasuredAgainAndAgain() throws Exception {
        Batch<Integer, Integer> batch = batch(new Squares());
        long digest = batch.run(inline(task -> task.succeeded(square(task), 5)));
        assertEquals(digest, batch.run(inline(task -> task.succeeded(square(task), 6))));
        assertEquals(TASKS * 6, batch.busyNanos());
    }

    @Test
    void tasksMayCompleteInAnyOrderOnAnyThread() throws Exception {
        Batch<Integer, Integer> batch = batch(new Squares());
        try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
            batch.run(gathering(tasks -> {
                Collections.reverse(tasks);
                tasks.forEach(task -> executor.execute(() -> task.succeeded(square(task), 1)));
            }));
        }
        assertEquals(TASKS, batch.busyNanos());
    }

    @Test
    void aWrongOutputIsNoticedAndNamesItsTask() throws Exception {
        Batch<Integer, Integer> batch = batch(new Squares());
        WrongResultException wrong = assertThrows(
                WrongResultException.class,
                () -> batch.run(inline(task -> task.succeeded(task.input() == 2 ? 5 : square(task), 1))));
        assertTrue(wrong.getMessage().startsWith("task 2 "), wrong.getMessage());
    }

    @Test
    void aSwappedPairOfOutputsIsNoticed() throws Exception {
        Batch<Integer, Integer> batch = batch(new Squares());
        WrongResultException wrong = assertThrows(
                WrongResultException.class,
                () -> batch.run(gathering(tasks -> {
                    for (int i = 0; i < tasks.size(); i++) {
                        tasks.get(i).succeeded(square(tasks.get(i ^ 1)), 1);
                    }
                })));
        assertTrue(wrong.getMessage().startsWith("task 0 "), wrong.getMessage());
    }

    @Test
    void completingTwiceIsNoticed() throws Exception {
        Batch<Integer, Integer> batch = batch(new Squares());
        BatchFailedException twice = assertThrows(
                BatchFailedException.class,
                () -> batch.run(inline(task -> {
                    task.succeeded(square(task), 1);
                    task.succeeded(square(task), 1);
                })));
        assertTrue(twice.getMessage().contains("completed a task twice"), twice.getMessage());
    }

    @Test
    void completingOneTaskTwiceInPlaceOfAnotherIsNoticedInLaterBatchesToo() throws Exception {
        Batch<Integer, Integer> batch = batch(new Squares());
        batch.run(inline(task -> task.succeeded(square(task), 1)));
        WrongResultException missing = assertThrows(
                WrongResultException.class,
                () -> batch.run(gathering(tasks -> {
                    tasks.set(3, tasks.get(0));
                    tasks.forEach(task -> task.succeeded(square(task), 1));
                })));
        assertTrue(missing.getMessage().startsWith("task 3 was never completed"), missing.getMessage());
    }

    @Test
    void aFailedTaskFailsTheBatchWithItsOwnCause() throws Exception {
        Batch<Integer, Integer> batch = batch(new Squares());
        IllegalStateException cause = new IllegalStateException("on purpose");
        BatchFailedException failed = assertThrows(
                BatchFailedException.class,
                () -> batch.run(inline(task -> {
                    if (task.input() == 1) {
                        task.failed(cause);
                    } else {
                        task.succeeded(square(task), 1);
                    }
                })));
        assertSame(cause, failed.failed().cause());
        assertEquals("task 1: run()", failed.failed().where());
        assertEquals("1 of 4 tasks of that batch failed", failed.failed().count());
    }

    @Test
    void aDigestThatThrowsFailsTheBatchAndNamesTheTask() throws Exception {
        Batch<Integer, Integer> batch = batch(new Squares() {
            @Override
            public long digest(Integer output) {
                if (output == 9) {
                    throw new IllegalStateException("on purpose");
                }
                return output;
            }
        });
        BatchFailedException failed = assertThrows(
                BatchFailedException.class, () -> batch.run(inline(task -> task.succeeded(square(task), 1))));
        assertEquals("task 3: digest()", failed.failed().where());
        assertEquals("on purpose", failed.failed().cause().getMessage());
    }

    @Test
    void anOutputThatIsNullIsRefusedAndNamesItsTask() throws Exception {
        Batch<Integer, Integer> batch = batch(new Squares());
        BatchFailedException failed = assertThrows(
                BatchFailedException.class,
                () -> batch.run(inline(task -> task.succeeded(task.input() < 2 ? square(task) : null, 1))));
        assertEquals("task 2: run()", failed.failed().where());
        assertEquals("2 of 4 tasks of that batch failed", failed.failed().count());
        assertTrue(failed.getMessage().contains("run() returned null"), failed::getMessage);
    }

    @Test
    void anInputThatIsNullOrCannotBeMadeNamesItsNumber() {
        Squares bad = new Squares() {
            @Override
            public Integer input(int index) {
                if (index == 3) {
                    throw new IllegalStateException("on purpose");
                }
                return index;
            }
        };
        assertTrue(assertThrows(DiagnosedException.class, () -> batch(bad))
                .getMessage()
                .startsWith("input(3) threw java.lang.IllegalStateException: on purpose, at "));
        Squares none = new Squares() {
            @Override
            public Integer input(int index) {
                return index == 2 ? null : index;
            }
        };
        assertTrue(assertThrows(DiagnosedException.class, () -> batch(none))
                .getMessage()
                .startsWith("input(2) returned null"));
    }

    private static Batch<Integer, Integer> batch(Workload<Integer, Integer> workload) throws DiagnosedException {
        return new Batch<>(workload, TASKS, Expectation.of(new long[] {0, 1, 4, 9}));
    }

    private static int square(Task<Integer, Integer> task) {
        return task.input() * task.input();
    }

    /** Completes each task as it is submitted. */
    private static Session<Integer, Integer> inline(Consumer<Task<Integer, Integer>> each) {
        return new Session<>() {
            @Override
            public void submit(Task<Integer, Integer> task) {
                each.accept(task);
            }

            @Override
            public void close() {}
        };
    }

    /** Completes all tasks together, when the batch is handed over. */
    private static Session<Integer, Integer> gathering(Consumer<List<Task<Integer, Integer>>> all) {
        List<Task<Integer, Integer>> tasks = new ArrayList<>();
        return new Session<>() {
            @Override
            public void submit(Task<Integer, Integer> task) {
                tasks.add(task);
            }

            @Override
            public void flush() {
                all.accept(tasks);
            }

            @Override
            public void close() {}
        };
    }

    private static class Squares implements Workload<Integer, Integer> {
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
            throw new UnsupportedOperationException("sessions of this test make the outputs");
        }

        @Override
        public long digest(Integer output) {
            return output;
        }
    }
}
