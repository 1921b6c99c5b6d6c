package org.concurrencybench.core.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AsyncSemaphoreTest {
    private final StepByStep executor = new StepByStep();

    @Test
    void permitsGoToStagesInTheOrderInWhichTheyAsked() {
        AsyncSemaphore semaphore = new AsyncSemaphore(1);
        List<Integer> order = new ArrayList<>();
        for (int stage = 0; stage < 5; stage++) {
            int number = stage;
            semaphore.acquire(executor).thenRun(() -> order.add(number));
        }
        assertEquals(List.of(0), order, "there is one permit");
        for (int stage = 1; stage < 5; stage++) {
            semaphore.release();
            assertEquals(stage, order.size(), "it continues on its executor, not on the thread that releases");
            executor.runAll();
            assertEquals(stage, order.getLast());
        }
    }

    @Test
    void noMorePermitsAreOutThanThereAre() throws Exception {
        AsyncSemaphore semaphore = new AsyncSemaphore(3);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<CompletableFuture<Void>> stages = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int stage = 0; stage < 2_000; stage++) {
                stages.add(semaphore
                        .holding(
                                threads,
                                () -> CompletableFuture.runAsync(
                                                () -> most.accumulateAndGet(inside.incrementAndGet(), Math::max),
                                                threads)
                                        .thenRunAsync(inside::decrementAndGet, threads))
                        .toCompletableFuture());
            }
            for (CompletableFuture<Void> stage : stages) {
                stage.get(30, TimeUnit.SECONDS);
            }
        }
        assertTrue(most.get() <= 3, () -> most + " held a permit at once");
        for (int permit = 0; permit < 3; permit++) {
            assertTrue(semaphore.acquire(executor).isDone(), "every permit came back");
        }
        assertFalse(semaphore.acquire(executor).isDone(), "and no more than there are");
    }

    @Test
    void aStageThatWasCancelledIsPassedOverAndKeepsNoPermit() {
        AsyncSemaphore semaphore = new AsyncSemaphore(1);
        semaphore.acquire(executor);
        CompletableFuture<Void> leaves = semaphore.acquire(executor);
        CompletableFuture<Void> stays = semaphore.acquire(executor);
        leaves.cancel(false);
        semaphore.release();
        executor.runAll();
        assertTrue(stays.isDone());
    }

    @Test
    void aStageThatIsCancelledAfterItsTurnHasComePassesThePermitOn() {
        AsyncSemaphore semaphore = new AsyncSemaphore(1);
        semaphore.acquire(executor);
        CompletableFuture<Void> leaves = semaphore.acquire(executor);
        CompletableFuture<Void> stays = semaphore.acquire(executor);
        semaphore.release();
        leaves.cancel(false);
        executor.runAll();
        assertTrue(stays.isDone());
    }

    @Test
    void aStageWhoseExecutorHasEndedFailsAndPassesThePermitOn() {
        AsyncSemaphore semaphore = new AsyncSemaphore(1);
        semaphore.acquire(executor);
        CompletableFuture<Void> ended = semaphore.acquire(task -> {
            throw new RejectedExecutionException("ended");
        });
        CompletableFuture<Void> stays = semaphore.acquire(executor);
        semaphore.release();
        executor.runAll();
        assertTrue(ended.isCompletedExceptionally());
        assertTrue(stays.isDone());
    }

    @Test
    void whatFailsWithAPermitGivesItBack() {
        AsyncSemaphore semaphore = new AsyncSemaphore(1);
        IllegalStateException failure = new IllegalStateException("burnt");
        CompletionStage<Object> failed = semaphore.holding(executor, () -> CompletableFuture.failedFuture(failure));
        CompletionStage<Object> thrown = semaphore.holding(executor, () -> {
            throw failure;
        });
        for (CompletionStage<Object> stage : List.of(failed, thrown)) {
            CompletionException seen = assertThrows(CompletionException.class, stage.toCompletableFuture()::join);
            assertSame(failure, seen.getCause());
        }
        assertTrue(semaphore.acquire(executor).isDone(), "the permit is there");
        assertFalse(semaphore.acquire(executor).isDone(), "and it is one");
    }

    /** Each would add some frames to the stack of the one before it. */
    @Test
    void aHundredThousandStagesInARowNeedNoDeepStack() throws Exception {
        AsyncSemaphore semaphore = new AsyncSemaphore(1);
        CompletableFuture<Void> first = new CompletableFuture<>();
        AtomicInteger done = new AtomicInteger();
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            semaphore.holding(thread, () -> first);
            CompletionStage<Void> last = first;
            for (int stage = 0; stage < 100_000; stage++) {
                last = semaphore
                        .holding(thread, () -> CompletableFuture.<Void>completedFuture(null))
                        .thenRun(done::incrementAndGet);
            }
            first.complete(null);
            last.toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
        assertEquals(100_000, done.get());
    }
}
