package org.concurrencybench.threads;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.model.BlockingTaskContext;
import org.concurrencybench.core.model.TaskRunner;

/**
 * A work-stealing pool of its own, with a worker for each task in flight: the parallelism is the concurrency, which is
 * cpus for tasks that compute. Queues are first in, first out, as for tasks that nobody joins. The pool starts no
 * thread in place of one that blocks, so a task that waits holds its worker as it holds a thread of the platform pool.
 */
public final class ForkJoin implements ConcurrencyModel {
    /** What the JDK's pool can have. */
    private static final int MOST = 32767;

    @Override
    public String id() {
        return "fork-join";
    }

    @Override
    public ModelFamily family() {
        return ModelFamily.THREADS;
    }

    @Override
    public String description() {
        return "a work-stealing pool, one worker per task in flight";
    }

    @Override
    public void check(Settings settings) {
        if (settings.concurrency() > MOST) {
            throw new UsageException("model '" + id() + "' cannot run with concurrency "
                    + (settings.isUnbounded() ? "'unbounded'" : settings.concurrency() + "")
                    + ", as it has a worker for each task in flight: set the concurrency to " + MOST
                    + " or less, such as " + settings.cpus() + " for tasks that compute");
        }
    }

    /** @throws UsageException when the concurrency is unbounded or above 32767 */
    @Override
    public <I, O> Session<I, O> open(ConfiguredWorkload<I, O> workload, Settings settings) {
        check(settings);
        int workers = settings.concurrency();
        ForkJoinPool pool = new ForkJoinPool(
                workers,
                PoolWorker.factory(id()),
                null,
                true,
                workers,
                workers, // none beyond, whatever blocks
                0,
                full -> true, // a worker that would be replaced blocks as it is
                1,
                TimeUnit.MINUTES);
        BlockingTaskContext context = new BlockingTaskContext(id(), workers, new ForkJoinFanOut(id(), pool));
        TaskRunner<I, O> runner = new TaskRunner<>(workload.workload(), context);
        return new ForkJoinSession<>(id(), pool, context, runner);
    }
}
