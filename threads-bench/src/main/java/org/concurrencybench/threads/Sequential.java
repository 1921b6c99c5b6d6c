package org.concurrencybench.threads;

import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.model.BlockingTaskContext;
import org.concurrencybench.core.model.TaskRunner;

/** No concurrency: each task runs on the thread that submits it. Cpus and concurrency do not matter. */
public final class Sequential implements ConcurrencyModel {
    @Override
    public String id() {
        return "sequential";
    }

    @Override
    public ModelFamily family() {
        return ModelFamily.THREADS;
    }

    @Override
    public String description() {
        return "one task after the other on the submitting thread";
    }

    @Override
    public int maxConcurrency() {
        return 1;
    }

    @Override
    public <I, O> Session<I, O> open(ConfiguredWorkload<I, O> workload, Settings settings) {
        BlockingTaskContext context = BlockingTaskContext.sequential(id());
        TaskRunner<I, O> runner = new TaskRunner<>(workload.workload(), context);
        return new Session<>() {
            @Override
            public void submit(Task<I, O> task) {
                runner.run(task);
            }

            @Override
            public void close() {
                context.close();
            }
        };
    }
}
