package org.concurrencybench.process.pool;

import static org.concurrencybench.process.pool.ProcessPoolTest.failure;
import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.PayloadException;
import org.concurrencybench.process.api.ProcessPoolException;
import org.concurrencybench.process.api.TaskFailedException;
import org.concurrencybench.process.api.TaskTimeoutException;
import org.concurrencybench.process.api.WorkerDiedException;
import org.concurrencybench.process.fixtures.Functions;
import org.concurrencybench.process.fixtures.Processes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many inputs at once. */
@Timeout(120)
class MapTest {
    @TempDir
    Path directory;

    private static ProcessPool<Long, Long> twice() throws Exception {
        return ProcessPool.start(ProcessPoolConfig.ofWorkers(2), FunctionSpec.of(Functions.Twice.class));
    }

    private static ProcessPool<String, String> obeying(ProcessPoolConfig config) throws Exception {
        return ProcessPool.start(config, FunctionSpec.of(Functions.Obey.class));
    }

    private static List<Long> numbers(int count) {
        return LongStream.range(0, count).boxed().toList();
    }

    private static List<Long> doubled(int count) {
        return LongStream.range(0, count).map(i -> 2 * i).boxed().toList();
    }

    @Test
    void outcomesComeInTheOrderOfTheInputs() throws Exception {
        try (var pool = twice()) {
            assertEquals(doubled(200_000), pool.map(numbers(200_000)).values());
            for (int chunk : new int[] {1, 7, 100, 20_000}) {
                MapOptions options = MapOptions.DEFAULT.withChunk(chunk);
                assertEquals(doubled(10_000), pool.map(numbers(10_000), options).values(), "chunks of " + chunk);
            }
            assertEquals(List.of(), pool.map(List.of()).values());
            assertEquals(240_000, pool.statistics().succeeded(), "items are counted, not chunks");
        }
    }

    @Test
    void unorderedOutcomesNameTheirInputs() throws Exception {
        try (var pool = twice()) {
            List<Long> values = new ArrayList<>(Collections.nCopies(50_000, -1L));
            for (Iterator<Outcome<Long>> outcomes = pool.mapUnordered(numbers(50_000)); outcomes.hasNext(); ) {
                Outcome<Long> outcome = outcomes.next();
                assertEquals(-1L, values.set((int) outcome.index(), outcome.value()), "given out once");
            }
            assertEquals(doubled(50_000), values);
        }
    }

    @Test
    void unorderedOutcomesDoNotWaitForASlowOne() throws Exception {
        Path go = directory.resolve("go");
        try (var pool = obeying(ProcessPoolConfig.ofWorkers(2))) {
            var outcomes = pool.mapUnordered(List.of("wait-for " + go, "pid"), MapOptions.DEFAULT.withChunk(1));
            assertEquals(1, outcomes.next().index());
            Files.createFile(go);
            assertEquals(0, outcomes.next().index());
            assertFalse(outcomes.hasNext());
            assertThrows(NoSuchElementException.class, outcomes::next);
        }
    }

    @Test
    void errorsBelongToTheirItems() throws Exception {
        try (var pool = obeying(ProcessPoolConfig.ofWorkers(1).withMaxPayload(1 << 20))) {
            List<String> inputs = List.of(
                    "interrupt-self",
                    "throw first",
                    "\uD800",
                    "null",
                    "grow 2000000",
                    "throw second",
                    "interrupt-self");
            for (int chunk : new int[] {0, 1, 3, 7}) {
                List<Outcome<String>> outcomes = new ArrayList<>();
                pool.map(inputs, MapOptions.DEFAULT.withChunk(chunk)).forEachRemaining(outcomes::add);
                assertEquals(7, outcomes.size());
                assertEquals(new Outcome.Done<>(0, "done"), outcomes.get(0));
                assertTrue(failureOf(TaskFailedException.class, outcomes.get(1)).contains("first"));
                assertTrue(failureOf(PayloadException.class, outcomes.get(2)).contains("input cannot be encoded"));
                assertTrue(failureOf(PayloadException.class, outcomes.get(3)).contains("null"));
                assertTrue(failureOf(PayloadException.class, outcomes.get(4)).contains("maxPayload is 1048576"));
                assertTrue(failureOf(TaskFailedException.class, outcomes.get(5)).contains("second"));
                assertEquals(new Outcome.Done<>(6, "done"), outcomes.get(6));
            }
            assertEquals(1, pool.statistics().workersStarted());
        }
    }

    private static String failureOf(Class<? extends ProcessPoolException> type, Outcome<?> outcome) {
        return assertInstanceOf(
                        type, assertInstanceOf(Outcome.Failed.class, outcome).cause())
                .getMessage();
    }

    @Test
    void valuesThrowTheFirstFailureAfterAllItemsHaveEnded() throws Exception {
        try (var pool = obeying(ProcessPoolConfig.ofWorkers(2))) {
            List<String> inputs = List.of("pid", "throw first", "throw second", "pid", "pid");
            var failure = assertThrows(
                    TaskFailedException.class, () -> pool.map(inputs).values());
            assertTrue(failure.getMessage().contains("first"), failure.getMessage());
            assertEquals(3, pool.statistics().succeeded());
            var later = failure(TaskFailedException.class, pool.mapAsync(inputs));
            assertTrue(later.getMessage().contains("first"), later.getMessage());
        }
    }

    @Test
    void failFastEndsAnEndlessMap() throws Exception {
        try (var pool = obeying(ProcessPoolConfig.ofWorkers(2))) {
            AtomicInteger read = new AtomicInteger();
            Iterable<String> endless =
                    () -> Stream.generate(() -> read.incrementAndGet() == 1000 ? "throw enough" : "pid")
                            .iterator();
            var failure = assertThrows(
                    TaskFailedException.class,
                    () -> pool.map(endless, MapOptions.DEFAULT.withFailFast(true))
                            .values());
            assertTrue(failure.getMessage().contains("enough"), failure.getMessage());
        }
    }

    @Test
    void endlessInputIsReadNoFurtherThanTheLookAhead() throws Exception {
        AtomicInteger read = new AtomicInteger();
        Iterable<Long> endless =
                () -> Stream.generate(() -> (long) read.getAndIncrement()).iterator();
        try (var pool = twice()) {
            for (int chunk : new int[] {0, 1, 50}) {
                read.set(0);
                try (var outcomes =
                        pool.map(endless, MapOptions.DEFAULT.withLookAhead(50).withChunk(chunk))) {
                    assertEquals(0, read.get(), "nothing is read before it is asked for");
                    for (int i = 0; i < 500; i++) {
                        assertEquals(2L * i, outcomes.next().value());
                        assertTrue(read.get() <= i + 50 + 1, read.get() + " read before number " + i);
                    }
                }
            }
        }
    }

    @Test
    void lazyInputIsReadLittleFurtherThanIsAskedFor() throws Exception {
        AtomicInteger read = new AtomicInteger();
        Iterable<Long> endless =
                () -> Stream.generate(() -> (long) read.getAndIncrement()).iterator();
        try (var pool = twice();
                var outcomes = pool.map(endless)) {
            for (int i = 0; i < 10; i++) {
                assertEquals(2L * i, outcomes.next().value());
            }
            assertTrue(read.get() <= 10 + 32 + 1, read.get() + " read for ten outcomes");
            for (int i = 10; i < 100_000; i++) {
                assertEquals(2L * i, outcomes.next().value());
                assertTrue(read.get() <= Math.max(32, Math.min(i, 16_384)) + i + 2, read.get() + " read before " + i);
            }
        }
    }

    @Test
    void deathFailsTheItemsOfItsChunkOnly() throws Exception {
        try (var pool = obeying(ProcessPoolConfig.ofWorkers(2).withMaxDeaths(10))) {
            List<String> inputs = new ArrayList<>(Collections.nCopies(100, "pid"));
            inputs.set(55, "halt 3");
            int died = 0;
            var outcomes = pool.map(inputs, MapOptions.DEFAULT.withChunk(10));
            for (int i = 0; i < 100; i++) {
                Outcome<String> outcome = outcomes.next();
                assertEquals(i, outcome.index());
                if (i / 10 == 5) {
                    failureOf(WorkerDiedException.class, outcome);
                    died++;
                } else {
                    outcome.value();
                }
            }
            assertEquals(10, died);
            assertEquals(1, pool.statistics().workersDied());
        }
    }

    @Test
    void largeOutputsOfOneChunkTravelInParts() throws Exception {
        try (var pool = obeying(ProcessPoolConfig.ofWorkers(1).withMaxPayload(1 << 20))) {
            List<String> inputs = Collections.nCopies(20, "grow 1048576");
            for (String output :
                    pool.map(inputs, MapOptions.DEFAULT.withChunk(20)).values()) {
                assertEquals(1 << 20, output.length());
            }
            List<String> large = Collections.nCopies(20, "interrupt-self " + "x".repeat(1_000_000));
            assertEquals(
                    20,
                    pool.map(large, MapOptions.DEFAULT.withChunk(20)).values().size());
        }
    }

    @Test
    void timeOutHoldsForEachItem() throws Exception {
        var config = ProcessPoolConfig.ofWorkers(1).withTaskTimeout(Duration.ofMillis(300));
        try (var pool = obeying(config)) {
            var outcomes = pool.map(List.of("pid", "hang", "pid"));
            String pid = outcomes.next().value();
            failureOf(TaskTimeoutException.class, outcomes.next());
            assertEquals(pid, outcomes.next().value());
        }
    }

    @Test
    void mapAsyncCollectsAndCanBeCancelled() throws Exception {
        try (var pool = twice()) {
            assertEquals(doubled(1000), get(pool.mapAsync(numbers(1000)).thenApply(values -> values)));
        }
        try (var pool = obeying(ProcessPoolConfig.ofWorkers(1))) {
            Path go = directory.resolve("go");
            CompletableFuture<List<String>> all =
                    pool.mapAsync(Collections.nCopies(100, "wait-for " + go), MapOptions.DEFAULT.withChunk(1));
            Processes.await(
                    Duration.ofSeconds(60), "start", () -> pool.statistics().unfinished() > 0);
            assertTrue(all.cancel(true));
            Processes.await(
                    Duration.ofSeconds(60),
                    "withdrawal",
                    () -> pool.statistics().unfinished() <= 1);
            Files.createFile(go);
        }
    }

    @Test
    void interruptEndsAMap() throws Exception {
        try (var pool = obeying(ProcessPoolConfig.ofWorkers(1))) {
            Thread.currentThread().interrupt();
            var outcomes = pool.map(List.of("pid"));
            assertThrows(CancellationException.class, outcomes::next);
            assertTrue(Thread.interrupted());
            assertFalse(outcomes.hasNext());
        }
    }

    @Test
    void severalArgumentsAreARecordAndNoneIsVoid() throws Exception {
        try (var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(1), FunctionSpec.of(Functions.Add.class))) {
            List<Functions.Sum> sums = List.of(new Functions.Sum(1, 2), new Functions.Sum(3, 4));
            assertEquals(List.of(3L, 7L), pool.map(sums).values());
        }
        try (var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(1), FunctionSpec.of(Functions.Pid.class))) {
            assertTrue(get(pool.submit((Void) null)) > 0);
        }
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> MapOptions.DEFAULT.withChunk(-1));
        assertThrows(
                IllegalArgumentException.class,
                () -> MapOptions.DEFAULT.withLookAhead(5).withChunk(6));
    }

    @Test
    void chunksGrowUntilTheyTakeThreeMilliseconds() {
        ChunkSizer sizer = ChunkSizer.adaptive(1_000_000, 2);
        assertEquals(16, sizer.size());
        sizer.observe(16, 16 * 1000);
        assertEquals(128, sizer.size(), "eight times as many at most");
        sizer.observe(1000, 1000 * 1000);
        assertEquals(3000, sizer.size());
        sizer.observe(3000, 3000 * 10_000_000L);
        assertEquals(1, sizer.size(), "an item of 10 ms goes alone");
        sizer.observe(1_000_000, 1);
        assertEquals(125_000, sizer.size(), "a quarter of a slot's share at most");
    }
}
