package org.concurrencybench.core.workloads.straggler;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.concurrencybench.core.api.AsyncContext;
import org.concurrencybench.core.workloads.straggler.LeafLedger.End;

/**
 * One task as stages: a delay for each leaf, another one for the time-out. A stage does not cancel those that it
 * depends on, so the delays that are left are cancelled one by one.
 */
final class StragglerStages {
    private final int task;
    private final LeafPlan plan;
    private final Duration timeout;
    private final LeafLedger ledger;
    private final AsyncContext async;
    private final List<CompletableFuture<Void>> delays = new ArrayList<>();
    private final List<CompletableFuture<Long>> leaves = new ArrayList<>();

    /** {@code timeout}: zero for none. */
    StragglerStages(int task, LeafPlan plan, Duration timeout, LeafLedger ledger, AsyncContext async) {
        this.task = task;
        this.plan = plan;
        this.timeout = timeout;
        this.ledger = ledger;
        this.async = async;
    }

    /** Starts the leaves; completes with the answer when the task is decided. */
    CompletableFuture<Long> start() {
        long begin = System.nanoTime();
        for (int leaf = 0; leaf < plan.parts(); leaf++) {
            leaves.add(leaf(leaf));
        }
        CompletableFuture<?> outcome =
                plan.mode() == LeafPlan.Mode.FIRST ? CompletableFuture.anyOf(all()) : allOrFirstFailure();
        if (timeout.isZero()) {
            return outcome.handle((first, failure) -> end(outcome, begin));
        }
        CompletableFuture<Void> timer = async.delay(timeout);
        delays.add(timer);
        return CompletableFuture.anyOf(outcome, timer).handle((first, failure) -> end(outcome, begin));
    }

    private CompletableFuture<?>[] all() {
        return leaves.toArray(CompletableFuture<?>[]::new);
    }

    private CompletableFuture<Long> leaf(int leaf) {
        ledger.started(leaf, System.nanoTime());
        CompletableFuture<Void> delay = async.delay(plan.time(task, leaf));
        delays.add(delay);
        return delay.handle((passed, cancelled) -> {
            if (cancelled != null) {
                ledger.stopped(leaf, End.CANCELLED, System.nanoTime());
                throw new CompletionException(cancelled);
            }
            if (plan.fails(task, leaf)) {
                ledger.stopped(leaf, End.FAILED, System.nanoTime());
                throw new CompletionException(plan.failure(task, leaf));
            }
            ledger.stopped(leaf, End.SUCCEEDED, System.nanoTime());
            return plan.value(task, leaf);
        });
    }

    /** {@code allOf} alone waits for the others after one has failed. */
    @SuppressWarnings("FutureReturnValueIgnored") // what follows a leaf here completes another stage
    private CompletableFuture<Void> allOrFirstFailure() {
        CompletableFuture<Void> all = CompletableFuture.allOf(all());
        for (CompletableFuture<Long> leaf : leaves) {
            leaf.whenComplete((value, failure) -> {
                if (failure != null) {
                    all.completeExceptionally(failure);
                }
            });
        }
        return all;
    }

    private long end(CompletableFuture<?> outcome, long begin) {
        boolean done = outcome.isDone();
        boolean failed = outcome.isCompletedExceptionally(); // asked first: cancelling makes it fail
        delays.forEach(delay -> delay.cancel(true));
        if (!done) {
            return decided(begin + timeout.toNanos());
        }
        if (failed) {
            OptionalLong failure = ledger.firstFailure();
            if (failure.isEmpty()) { // not by a leaf: the session is closed
                throw new CompletionException(outcome.exceptionNow());
            }
            return decided(failure.getAsLong());
        }
        if (plan.mode() == LeafPlan.Mode.FIRST) {
            ledger.decided(ledger.firstSuccess().orElseThrow());
            return (Long) outcome.join();
        }
        return plan.answer(leaves.stream().map(CompletableFuture::join).toList());
    }

    private long decided(long nanos) {
        ledger.decided(nanos);
        return plan.answer(task);
    }
}
