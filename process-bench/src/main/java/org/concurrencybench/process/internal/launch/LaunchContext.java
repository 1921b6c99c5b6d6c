package org.concurrencybench.process.internal.launch;

import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerOptions;
import org.concurrencybench.process.internal.transport.TransportProvider;

/** What all workers of an owner are started with. */
public record LaunchContext<I, O>(
        WorkerSpec<I, O> workers, RunDirectory directory, TransportProvider transport, JvmStarter startMethod) {
    WorkerOptions options() {
        return workers.options();
    }

    public FunctionSpec<I, O> function() {
        return workers.function();
    }
}
