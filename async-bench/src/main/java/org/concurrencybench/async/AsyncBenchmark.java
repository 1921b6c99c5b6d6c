package org.concurrencybench.async;

import org.concurrencybench.core.jmh.BatchBenchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The harness for CompletableFuture chains: see {@link BatchBenchmark}. */
@State(Scope.Benchmark)
public class AsyncBenchmark extends BatchBenchmark {
    public AsyncBenchmark() {
        super("completable-future");
    }
}
