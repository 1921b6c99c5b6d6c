package org.concurrencybench.process;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.model.BlockingTaskContext;
import org.concurrencybench.core.model.ExecutorShutdown;
import org.concurrencybench.core.model.TaskRunner;

/** A virtual thread for each task, for tests of models that need another one. */
final class ThreadForEach implements ConcurrencyModel {
    @Override
    public String id() {
        return "virtual-threads";
    }

    @Override
    public ModelFamily family() {
        return ModelFamily.THREADS;
    }

    @Override
    public <I, O> Session<I, O> open(ConfiguredWorkload<I, O> workload, Settings settings) {
        BlockingTaskContext context = new BlockingTaskContext(id(), settings.concurrency());
        TaskRunner<I, O> runner = new TaskRunner<>(workload.workload(), context);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Semaphore room = new Semaphore(settings.concurrency());
        return new Session<>() {
            @Override
            public void submit(Task<I, O> task) {
                threads.execute(() -> {
                    room.acquireUninterruptibly();
                    try {
                        runner.run(task);
                    } finally {
                        room.release();
                    }
                });
            }

            @Override
            public Map<String, String> inEffect() {
                return Map.of("cpus", Integer.toString(settings.cpus()));
            }

            @Override
            public Map<String, Double> account() {
                return Map.of("ofTheWaitingModel", 1.0);
            }

            @Override
            public void close() {
                context.close();
                ExecutorShutdown.await(threads, id());
            }
        };
    }
}
