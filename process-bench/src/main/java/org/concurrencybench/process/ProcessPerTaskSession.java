package org.concurrencybench.process;

import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.ProcessPoolException;
import org.concurrencybench.process.api.WorkerOptions;
import org.concurrencybench.process.worker.WorkerProcess;

/** Starts a worker process for each task; a thread waits for each. */
final class ProcessPerTaskSession<I, O> implements Session<I, O> {
    private final FunctionSpec<I, O> function;
    private final WorkerOptions options;
    private final int concurrency;
    private final Semaphore room;
    private final Set<WorkerProcess<I, O>> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    ProcessPerTaskSession(ConfiguredWorkload<I, O> workload, Settings settings) {
        this.concurrency = settings.concurrency();
        this.function = WorkloadFunction.spec(workload, concurrency);
        this.options = WorkerOptions.defaults().withJvmArguments(ProcessPoolModel.jvmArguments());
        this.room = new Semaphore(concurrency);
    }

    @Override
    public void submit(Task<I, O> task) throws InterruptedException {
        room.acquire();
        Thread.ofPlatform().daemon().name("process-per-task").start(() -> run(task));
    }

    private void run(Task<I, O> task) {
        Runnable completion;
        try {
            long begin = System.nanoTime();
            O output = output(task.input());
            long busyNanos = System.nanoTime() - begin;
            completion = () -> task.succeeded(output, busyNanos);
        } catch (Throwable e) { // whatever it is, the task must be completed
            Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
            completion = () -> task.failed(WorkerCauses.of(cause));
        } finally {
            room.release();
        }
        if (!closing) { // nothing is reported after the session has closed
            completion.run();
        }
    }

    private O output(I input) throws ProcessPoolException, InterruptedException {
        WorkerProcess<I, O> worker = new WorkerProcess<>("task", options, function, input);
        try (worker) {
            worker.start();
            running.add(worker);
            if (closing) {
                worker.kill();
            }
            return worker.result().join();
        } finally {
            running.remove(worker);
        }
    }

    /** None stays: there is nothing to warm. */
    @Override
    public int jvms() {
        return 0;
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        running.forEach(WorkerProcess::kill);
        room.acquire(concurrency); // each is given back when a process has ended
    }
}
