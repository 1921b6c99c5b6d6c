package org.concurrencybench.reports.selfcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwinTest {
    @ParameterizedTest
    @CsvSource({
        "sequential, 0, 200",
        "sequential, 15, 230",
        "platform-pool, 0, 200",
        "platform-pool, 15, 230",
        "platform-per-task, 15, 230",
        "fork-join, 15, 230",
        "virtual-threads, 100, 400",
        "completable-future, 7, 214",
        "event-loop, 15, 230",
        "reactor, 15, 230"
    })
    void everyTaskIsCompletedOnceAndTheShareIsRunOnceMore(String of, int more, int expectedRuns) throws Exception {
        Counted workload = new Counted(expectedRuns);
        Twin twin = new Twin();
        Values own = Values.of("twin", twin.settings(), Map.of("of", of, "more", Integer.toString(more)));
        ConfiguredWorkload<Integer, Integer> configured =
                new ConfiguredWorkload<>(workload, Values.of("counted", List.of(), Map.of()), Map.of());
        CountDownLatch completed = new CountDownLatch(200);
        AtomicInteger sum = new AtomicInteger();
        try (Session<Integer, Integer> session = twin.open(configured, new Settings(2, 2, own))) {
            for (int index = 0; index < 200; index++) {
                session.submit(new Summing(index, sum, completed));
            }
            session.flush();
            assertTrue(completed.await(60, TimeUnit.SECONDS), completed::toString);
            assertTrue(workload.expected.await(60, TimeUnit.SECONDS), workload.expected::toString);
        }
        assertEquals(199 * 200 / 2, sum.get());
        assertEquals(expectedRuns, workload.runs.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sequential", "event-loop", "reactor"})
    void theMeasuredJvmIsGivenWhatTheRepeatedModelNeeds(String of) {
        Twin twin = new Twin();
        Values own = Values.of("twin", twin.settings(), Map.of("of", of));
        List<String> needed =
                Catalog.load(Twin.class.getClassLoader()).model(of).jvmArguments(25);
        assertEquals(of.equals("sequential"), needed.isEmpty());
        assertEquals(needed, twin.jvmArguments(new Settings(2, 2, own), 25));
    }

    private record Summing(Integer input, AtomicInteger sum, CountDownLatch completed)
            implements Task<Integer, Integer> {
        @Override
        public void succeeded(Integer output, long busyNanos) {
            sum.addAndGet(output);
            completed.countDown();
        }

        @Override
        public void failed(Throwable cause) {
            throw new AssertionError(cause);
        }
    }

    private static final class Counted implements Workload<Integer, Integer> {
        private final AtomicInteger runs = new AtomicInteger();
        private final CountDownLatch expected;

        Counted(int expectedRuns) {
            expected = new CountDownLatch(expectedRuns);
        }

        @Override
        public String id() {
            return "counted";
        }

        @Override
        public Integer input(int index) {
            return index;
        }

        @Override
        public Integer run(Integer input, TaskContext task) {
            runs.incrementAndGet();
            expected.countDown();
            return input;
        }

        @Override
        public long digest(Integer output) {
            return output;
        }
    }
}
