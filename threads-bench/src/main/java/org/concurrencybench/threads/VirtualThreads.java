package org.concurrencybench.threads;

import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.Family;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.TaskRunner;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.run.BlockingTaskContext;

/**
 * A virtual thread for each task. The carriers are the JVM's, set by {@code -Djdk.virtualThreadScheduler.parallelism}, to the
 * number of cpus by whoever starts it.
 */
public final class VirtualThreads implements ConcurrencyModel {
    @Override
    public String id() {
        return "virtual-threads";
    }

    @Override
    public Family family() {
        return Family.THREADS;
    }

    @Override
    public String description() {
        return "a virtual thread per task, with permits where the concurrency is bounded";
    }

    @Override
    public <I, O> Session<I, O> open(ConfiguredWorkload<I, O> workload, Settings settings) {
        BlockingTaskContext context = new BlockingTaskContext(id(), settings.concurrency());
        TaskRunner<I, O> runner = new TaskRunner<>(workload.workload(), context);
        if (!needsPermits(workload.workload(), settings, carriers())) {
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

    /**
     * Whether something besides the carriers must bound the tasks in flight. A task that only computes keeps its carrier, so
     * carriers are bound enough when there are no more of them than tasks wanted; a permit would then be pure cost. A task that
     * waits gives its carrier away.
     */
    static boolean needsPermits(Workload<?, ?> workload, Settings settings, int carriers) {
        return !settings.isUnbounded()
                && (workload.waits() || settings.concurrency() > settings.cpus() || settings.concurrency() < carriers);
    }

    private static int carriers() {
        return Integer.getInteger(
                "jdk.virtualThreadScheduler.parallelism", Runtime.getRuntime().availableProcessors());
    }
}
