package org.concurrencybench.process;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.experiment.TrialFacts;
import org.concurrencybench.process.api.WorkerFacts;
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
        List<WorkerFacts> ready = pool.workers();
        return Map.of(
                TrialFacts.WORKERS,
                Integer.toString(ready.size()),
                TrialFacts.WORKER_PROCESSORS,
                distinct(ready, WorkerFacts::processors),
                TrialFacts.WORKER_HEAP_BYTES,
                distinct(ready, WorkerFacts::heapBytes));
    }

    @Override
    public Map<String, Double> account() {
        PoolStatistics done = pool.statistics();
        double tasks = Math.max(1, done.succeeded() + done.failed());
        return Map.of(
                CROSSED_BYTES_PER_TASK,
                (done.bytesSent() + done.bytesReceived()) / tasks,
                "workersStarted",
                (double) done.workersStarted(),
                "workersDied",
                (double) done.workersDied());
    }

    /** The one value that all of them should have, or all that there are. */
    private static String distinct(List<WorkerFacts> ready, Function<WorkerFacts, ?> value) {
        return ready.stream().map(value).distinct().map(String::valueOf).collect(Collectors.joining(", "));
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
