package org.concurrencybench.threads;

import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.model.BlockingTaskContext;
import org.concurrencybench.core.model.ExecutorFanOut;
import org.concurrencybench.core.model.ExecutorShutdown;
import org.concurrencybench.core.model.TaskRunner;
import org.concurrencybench.core.model.ThreadShortage;

/**
 * A fixed pool of platform threads, as many as the concurrency, all started before the first task. Tasks that fan out
 * have a second pool of that size, whose threads run parts only.
 */
public final class PlatformPool implements ConcurrencyModel {
    @Override
    public String id() {
        return "platform-pool";
    }

    @Override
    public ModelFamily family() {
        return ModelFamily.THREADS;
    }

    @Override
    public String description() {
        return "a fixed pool of platform threads, one per task in flight";
    }

    @Override
    public void check(Settings settings) {
        if (settings.isUnbounded()) {
            throw new UsageException("model '" + id()
                    + "' cannot run with concurrency 'unbounded', as it has a thread for each"
                    + " task in flight: set the concurrency to the number of threads, such as " + settings.cpus()
                    + " for tasks that compute or 200 for tasks that wait");
        }
    }

    /** @throws UsageException when the concurrency is unbounded */
    @Override
    public <I, O> Session<I, O> open(ConfiguredWorkload<I, O> workload, Settings settings) {
        check(settings);
        int threads = settings.concurrency();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.NANOSECONDS,
                new LinkedBlockingQueue<>(),
                // Daemons: a thread that is left over must not keep a JVM alive that has failed.
                Thread.ofPlatform().daemon().name(id() + "-", 0).factory());
        BlockingTaskContext context = new BlockingTaskContext(id(), threads, ExecutorFanOut.leafPool(id(), threads));
        try {
            pool.prestartAllCoreThreads();
        } catch (OutOfMemoryError e) {
            ExecutorShutdown.await(pool, id());
            throw ThreadShortage.of(id(), threads + " threads", e);
        }
        TaskRunner<I, O> runner = new TaskRunner<>(workload.workload(), context);
        return new ExecutorSession<>(
                id(),
                pool,
                context,
                task -> new PooledTask<>(task, runner),
                () -> Map.of("concurrency", Integer.toString(pool.getPoolSize())));
    }
}
