package org.concurrencybench.threads;

import java.util.concurrent.Executors;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.model.BlockingTaskContext;
import org.concurrencybench.core.model.ExecutorFanOut;
import org.concurrencybench.core.model.TaskRunner;

/**
 * A new platform thread for each task, and one for each part of a task. The submitting thread takes a permit before it
 * starts a thread, so that no more threads are there than tasks in flight. With unbounded concurrency there are as many
 * threads as tasks, until the system refuses to start another one: then the batch fails. Cpus do not matter: the
 * operating system shares them out.
 */
public final class PlatformPerTask implements ConcurrencyModel {
    @Override
    public String id() {
        return "platform-per-task";
    }

    @Override
    public ModelFamily family() {
        return ModelFamily.THREADS;
    }

    @Override
    public String description() {
        return "a new platform thread per task, started when there is room for it";
    }

    @Override
    public <I, O> Session<I, O> open(ConfiguredWorkload<I, O> workload, Settings settings) {
        BlockingTaskContext context =
                new BlockingTaskContext(id(), settings.concurrency(), ExecutorFanOut.platformThreads(id()));
        return new ThreadPerTaskSession<>(
                id(),
                Executors.newThreadPerTaskExecutor(
                        Thread.ofPlatform().daemon().name(id() + "-", 0).factory()),
                context,
                new TaskRunner<>(workload.workload(), context),
                settings.concurrency());
    }
}
