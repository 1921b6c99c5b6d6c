package org.concurrencybench.threads;

import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.model.BlockingTaskContext;
import org.concurrencybench.core.model.Carriers;
import org.concurrencybench.core.model.ExecutorFanOut;
import org.concurrencybench.core.model.TaskRunner;

/**
 * A virtual thread for each task; where the concurrency is bounded, each takes a permit before its task runs. The
 * carriers are the JVM's, set to the number of cpus with {@code -Djdk.virtualThreadScheduler.parallelism} when it is
 * started. They do not bound the tasks in flight, not even of work that computes: a task that has to wait for a lock,
 * or prints, gives its carrier to another one. A part of a task has a virtual thread too, without a permit.
 */
public final class VirtualThreads implements ConcurrencyModel {
    @Override
    public String id() {
        return "virtual-threads";
    }

    @Override
    public ModelFamily family() {
        return ModelFamily.THREADS;
    }

    @Override
    public String description() {
        return "a virtual thread per task, with permits where the concurrency is bounded";
    }

    @Override
    public <I, O> Session<I, O> open(ConfiguredWorkload<I, O> workload, Settings settings) {
        BlockingTaskContext context =
                new BlockingTaskContext(id(), settings.concurrency(), ExecutorFanOut.virtualThreads(id()));
        TaskRunner<I, O> runner = new TaskRunner<>(workload.workload(), context);
        if (settings.isUnbounded()) {
            return new ExecutorSession<>(
                    id(),
                    Executors.newVirtualThreadPerTaskExecutor(),
                    context,
                    task -> new PooledTask<>(task, runner),
                    Carriers::inEffect);
        }
        Semaphore permits = new Semaphore(settings.concurrency());
        return new ExecutorSession<>(
                id(),
                Executors.newVirtualThreadPerTaskExecutor(),
                context,
                task -> new BoundedTask<>(task, runner, permits),
                Carriers::inEffect);
    }
}
