package org.concurrencybench.async;

import java.util.concurrent.CompletionStage;
import org.concurrencybench.core.api.AsyncContext;
import org.concurrencybench.core.api.Workload;

/** The asynchronous form of a workload. */
record AsyncForm<I, O>(Workload<I, O> workload, AsyncContext context) implements TaskForm<I, O> {
    @Override
    public CompletionStage<O> start(I input) {
        CompletionStage<O> stage = workload.runAsync(input, context);
        if (stage == null) {
            throw new NullPointerException("runAsync() of workload '" + workload.id() + "' returned null");
        }
        return stage;
    }
}
