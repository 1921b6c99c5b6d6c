package org.concurrencybench.core.workloads.straggler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.concurrencybench.core.api.AsyncContext;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.FanOut;
import org.concurrencybench.core.api.Figure;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.core.workloads.straggler.HandMadeFanOut.Manner;
import org.concurrencybench.core.workloads.straggler.StragglerAnswer.Settled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StragglerTest {
    private static final int TASKS = 6;

    /**
     * A fifth of the leaves takes 20 ms; where the time-out comes before them or after them, the answer is the same.
     */
    @ParameterizedTest
    @CsvSource({"all,0s", "all,5ms", "all,1h", "first,5ms", "first,0s", "failing,5ms", "failing,0s"})
    void bothFormsAnswerByArithmeticHoweverATaskEnds(String mode, String timeout) throws Exception {
        Straggler straggler = straggler(Map.of("mode", mode, "timeout", timeout, "leaf-time", "1ms", "share", "200"));
        try (HandMadeFanOut waiting = new HandMadeFanOut(Manner.WAITS);
                HandMadeFanOut careless = new HandMadeFanOut(Manner.LETS_RUN);
                ClockAndThreads async = new ClockAndThreads()) {
            for (int index = 0; index < TASKS; index++) {
                OptionalLong expected = straggler.expected(index);
                assertNotEquals(expected, straggler.expected(index + 1));
                assertEquals(expected, digest(straggler, straggler.run(index, waiting)));
                assertEquals(expected, digest(straggler, straggler.run(index, careless)));
                assertEquals(expected, digest(straggler, chain(straggler, index, async)));
                assertEquals(0, async.pending(), "delays that nobody needs any more");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "failing"})
    void withAFanOutThatWaitsForItsPartsNoneRunsOn(String mode) throws Exception {
        Straggler straggler = straggler(Map.of("mode", mode, "leaf-time", "20ms", "timeout", "0s"));
        try (HandMadeFanOut waiting = new HandMadeFanOut(Manner.WAITS)) {
            for (int index = 0; index < 3; index++) {
                Settled settled = straggler.run(index, waiting).settled();
                assertEquals(1, settled.decided());
                assertEquals(0, settled.stillRunning());
                assertEquals(1, settled.stopped());
                assertTrue(settled.wastedNanos() >= settled.stopNanos(), settled::toString);
            }
        }
    }

    @Test
    void leavesThatAreLetRunAreCountedAndTheirWasteReportedByALaterAnswer() throws Exception {
        Straggler straggler = straggler(Map.of("parts", "4", "share", "0", "leaf-time", "800ms", "timeout", "100ms"));
        try (HandMadeFanOut careless = new HandMadeFanOut(Manner.LETS_RUN)) {
            Settled settled = straggler.run(0, careless).settled();
            assertEquals(1, settled.decided());
            assertEquals(0, settled.stopped());
            assertTrue(settled.stillRunning() >= 1 && settled.stillRunning() <= 4, settled::toString);
            assertEquals(0, settled.wastedNanos());
        }
        try (HandMadeFanOut waiting = new HandMadeFanOut(Manner.WAITS)) {
            Settled settled = straggler.run(1, waiting).settled();
            assertEquals(1, settled.decided(), "its own");
            assertEquals(2, settled.stopped(), "its own and the one before");
            assertTrue(settled.stopNanos() >= 700_000_000, settled::toString); // of the last leaf, which was let run
            assertTrue(settled.wastedNanos() >= settled.stopNanos(), settled::toString);
        }
    }

    @Test
    void aTimeOutDecidesOnlyTasksWithAStraggler() throws Exception {
        Map<String, String> rare = Map.of("leaf-time", "1ms", "share", "20", "factor", "1000", "timeout", "300ms");
        Straggler straggler = straggler(rare);
        LeafPlan plan = new LeafPlan(LeafPlan.Mode.ALL, 16, Duration.ofMillis(1), 20, 1000);
        List<Settled> settled = new ArrayList<>();
        int late = 0;
        try (HandMadeFanOut waiting = new HandMadeFanOut(Manner.WAITS)) {
            for (int index = 0; index < 8; index++) {
                int task = index;
                boolean straggles = IntStream.range(0, 16)
                        .anyMatch(leaf -> plan.time(task, leaf).toMillis() > 1);
                late += straggles ? 1 : 0;
                settled.add(straggler.run(index, waiting).settled());
            }
        }
        assertTrue(late > 0 && late < 8, late + " tasks straggle");
        assertEquals(late, sum(settled, Settled::decided));
    }

    /**
     * Tasks on many threads, with leaves that stop when their tasks are long over, and answers that drain meanwhile.
     */
    @Test
    void underManyThreadsEachDecisionAndEachStopIsReportedOnce() throws Exception {
        Straggler straggler = straggler(Map.of("mode", "failing", "parts", "6", "leaf-time", "2ms", "share", "300"));
        int tasks = 160;
        List<Settled> settled = new ArrayList<>();
        try (HandMadeFanOut careless = new HandMadeFanOut(Manner.LETS_RUN);
                ExecutorService executor = Executors.newFixedThreadPool(8)) {
            List<Callable<StragglerAnswer>> calls = new ArrayList<>();
            for (int index = 0; index < tasks; index++) {
                int task = index;
                calls.add(() -> straggler.run(task, careless));
            }
            for (Future<StragglerAnswer> answer : executor.invokeAll(calls)) {
                settled.add(answer.get().settled());
            }
        }
        try (HandMadeFanOut waiting = new HandMadeFanOut(Manner.WAITS)) {
            settled.add(straggler.run(tasks, waiting).settled());
        }
        assertEquals(tasks + 1, sum(settled, Settled::decided));
        assertEquals(tasks + 1, sum(settled, Settled::stopped));
        assertTrue(sum(settled, Settled::stillRunning) > 0, settled::toString);
        assertTrue(sum(settled, Settled::wastedNanos) >= sum(settled, Settled::stopNanos), settled::toString);
    }

    @Test
    void chainsCancelTheDelaysThatAreLeftAndSettleAtOnce() {
        Straggler straggler = straggler(Map.of("mode", "failing", "leaf-time", "400ms"));
        try (ClockAndThreads async = new ClockAndThreads()) {
            List<Settled> settled = new ArrayList<>();
            for (int index = 0; index < 3; index++) {
                settled.add(chain(straggler, index, async).settled());
                assertEquals(0, async.pending());
            }
            assertEquals(3, sum(settled, Settled::decided));
            assertEquals(3, sum(settled, Settled::stopped));
            assertEquals(0, sum(settled, Settled::stillRunning));
        }
    }

    @Test
    void aChainWhoseDelaysFailFails() {
        Straggler straggler = straggler(Map.of());
        AsyncContext closed = new ClockAndThreads() {
            @Override
            public CompletableFuture<Void> delay(Duration delay) {
                return CompletableFuture.failedFuture(new IllegalStateException("closed"));
            }
        };
        CompletableFuture<StragglerAnswer> chain = straggler.runAsync(0, closed).toCompletableFuture();
        CompletionException failure = assertThrows(CompletionException.class, chain::join);
        assertEquals("closed", failure.getCause().getMessage());
    }

    @Test
    void figuresAreDeclaredInTheOrderOfTheirValuesAndCrossProcesses() throws Exception {
        Straggler straggler = new Straggler();
        StragglerAnswer answer = new StragglerAnswer(-7, new Settled(1, 2, 3, 4, 5));
        Codec<StragglerAnswer> codec = straggler.outputCodec();
        StragglerAnswer crossed = codec.decode(codec.encode(answer));
        assertEquals(answer, crossed);
        assertEquals(
                List.of("decided", "stillRunning", "stopped", "stopTime", "wasted"),
                straggler.figures().stream().map(Figure::name).toList());
        assertArrayEquals(new double[] {1, 2, 3, 4, 5}, straggler.figuresOf(crossed));
        assertEquals(straggler.digest(answer), straggler.digest(new StragglerAnswer(-7, new Settled(0, 0, 0, 0, 0))));
        assertEquals(List.of(FanOut.class), straggler.capabilities());
    }

    @Test
    void oneLeafOfAHundredStraggles() {
        LeafPlan plan = new LeafPlan(LeafPlan.Mode.ALL, 16, Duration.ofMillis(5), 10, 20);
        int slow = 0;
        for (int task = 0; task < 5_000; task++) {
            for (int leaf = 0; leaf < 16; leaf++) {
                long millis = plan.time(task, leaf).toMillis();
                assertTrue(millis == 5 || millis == 100, () -> millis + " ms");
                slow += millis == 100 ? 1 : 0;
            }
        }
        assertTrue(slow > 700 && slow < 900, slow + " of 80000");
    }

    private static Straggler straggler(Map<String, String> parameters) {
        Straggler straggler = new Straggler();
        Values values = Values.of("straggler", straggler.parameters(), parameters);
        straggler.open(new ConfiguredWorkload<>(straggler, values, Map.of()).jvmContext(1));
        return straggler;
    }

    private static StragglerAnswer chain(Straggler straggler, int index, AsyncContext async) {
        return straggler.runAsync(index, async).toCompletableFuture().join();
    }

    private static OptionalLong digest(Straggler straggler, StragglerAnswer answer) {
        return OptionalLong.of(straggler.digest(answer));
    }

    private static long sum(List<Settled> settled, ToLongFunction<Settled> figure) {
        return settled.stream().mapToLong(figure).sum();
    }
}
