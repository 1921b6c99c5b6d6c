package org.concurrencybench.process;

import java.util.Map;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.process.pool.Completion;
import org.concurrencybench.process.pool.PoolStatistics;
import org.concurrencybench.process.pool.ProcessPool;

/** A pool whose workers have the workload open. */
final class ProcessPoolSession<I, O> implements Session<I, O> {
    private final ProcessPool<I, O> pool;
    private final int workers;

    ProcessPoolSession(ProcessPool<I, O> pool, int workers) {
        this.pool = pool;
        this.workers = workers;
    }

    @Override
    public void submit(Task<I, O> task) throws InterruptedException {
        pool.submit(task.input(), new Completing<>(task));
    }

    @Override
    public int jvms() {
        return workers;
    }

    @Override
    public Map<String, String> inEffect() {
        return WorkerFigures.inEffect(pool.workers());
    }

    @Override
    public Map<String, Double> account() {
        PoolStatistics done = pool.statistics();
        return WorkerFigures.account(done, done.succeeded() + done.failed());
    }

    @Override
    public void close() throws Exception {
        pool.close();
    }

    private record Completing<O>(Task<?, O> task) implements Completion<O> {
        @Override
        public void succeeded(O output, long busyNanos) {
            task.succeeded(output, busyNanos);
        }

        @Override
        public void failed(Throwable cause) {
            task.failed(WorkerCauses.of(cause));
        }
    }
}
