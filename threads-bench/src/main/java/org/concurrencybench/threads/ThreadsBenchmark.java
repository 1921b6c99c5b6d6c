package org.concurrencybench.threads;

import org.concurrencybench.core.jmh.BatchBenchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The harness for platform and virtual threads: see {@link BatchBenchmark}. */
@State(Scope.Benchmark)
public class ThreadsBenchmark extends BatchBenchmark {
    public ThreadsBenchmark() {
        super("platform-pool");
    }
}
