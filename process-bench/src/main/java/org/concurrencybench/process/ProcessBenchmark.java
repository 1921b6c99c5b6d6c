package org.concurrencybench.process;

import org.concurrencybench.core.jmh.BatchBenchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The harness for worker processes: see {@link BatchBenchmark}. */
@State(Scope.Benchmark)
public class ProcessBenchmark extends BatchBenchmark {
    public ProcessBenchmark() {
        super("process-pool");
    }
}
