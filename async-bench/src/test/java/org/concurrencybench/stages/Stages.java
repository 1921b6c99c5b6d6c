package org.concurrencybench.stages;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.concurrencybench.core.api.AsyncContext;

/** Stages as a workload might have them: in a package of their own, since the suite's own frames count for nothing. */
public final class Stages {
    private Stages() {}

    /** Holds its thread while it waits. */
    public static CompletionStage<Integer> blocking(int index) {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return CompletableFuture.completedFuture(index);
    }

    /** Waits without a thread, and computes for about a millisecond. */
    public static CompletionStage<Integer> clean(int index, AsyncContext async) {
        return async.delay(Duration.ofMillis(2)).thenApply(waited -> computed(index));
    }

    /** Computes for about a millisecond. */
    public static int computed(int index) {
        int hash = index;
        for (int step = 0; step < 300_000; step++) {
            hash = hash * 31 + step;
        }
        return hash == 0 ? index + 1 : index;
    }
}
