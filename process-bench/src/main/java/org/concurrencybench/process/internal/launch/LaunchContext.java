package org.concurrencybench.process.internal.launch;

import java.io.IOException;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.ProcessPoolException;
import org.concurrencybench.process.api.WorkerOptions;
import org.concurrencybench.process.internal.transport.TransportProvider;
import org.concurrencybench.process.internal.transport.Transports;

/** What all workers of an owner are started with. */
public record LaunchContext<I, O>(
        WorkerSpec<I, O> workers, RunDirectory directory, TransportProvider transport, JvmStarter startMethod) {
    /** Makes what their transport and start method take, in the run directory. */
    public static <I, O> LaunchContext<I, O> prepare(WorkerSpec<I, O> workers, RunDirectory directory)
            throws IOException, ProcessPoolException {
        TransportProvider transport = Transports.of(workers.options().transport());
        return new LaunchContext<>(workers, directory, transport, StartMethods.prepare(workers, directory));
    }

    WorkerOptions options() {
        return workers.options();
    }

    public FunctionSpec<I, O> function() {
        return workers.function();
    }
}
