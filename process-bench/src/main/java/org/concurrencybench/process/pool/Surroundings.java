package org.concurrencybench.process.pool;

import java.io.IOException;

/** What all workers of an owner are started with. */
record Surroundings<I, O>(
        WorkerSpec<I, O> workers, RunDirectory directory, Transport transport, StartMethod startMethod) {
    /** Makes what their transport and start method take, in the run directory. */
    static <I, O> Surroundings<I, O> prepare(WorkerSpec<I, O> workers, RunDirectory directory)
            throws IOException, ProcessPoolException {
        Transport transport = Transports.of(workers.options().transport());
        return new Surroundings<>(workers, directory, transport, StartMethods.prepare(workers, directory));
    }

    WorkerOptions options() {
        return workers.options();
    }

    Registration<I, O> registration() {
        return workers.registration();
    }
}
