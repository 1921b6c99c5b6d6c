package org.concurrencybench.process.api;

import java.util.function.Consumer;

/** Prints what workers print to this JVM's own streams. */
final class InheritedOutput implements Consumer<WorkerOutput> {
    @Override
    public void accept(WorkerOutput printed) {
        (printed.stream() == WorkerOutput.Stream.OUT ? System.out : System.err)
                .println("[worker " + printed.worker() + ", pid " + printed.pid() + "] " + printed.line());
    }
}
