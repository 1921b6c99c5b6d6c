package org.concurrencybench.async;

import java.util.Optional;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.model.Refusals;

/**
 * Chains of {@link java.util.concurrent.CompletableFuture} on an executor of its own with a thread per cpu. A workload
 * without an asynchronous form runs as one stage, which holds its thread to the end: more than cpus of them are never
 * in flight.
 */
public final class CompletableFutureChains implements ConcurrencyModel {
    @Override
    public String id() {
        return "completable-future";
    }

    @Override
    public ModelFamily family() {
        return ModelFamily.ASYNC;
    }

    @Override
    public String description() {
        return "CompletableFuture chains on an executor of their own, one thread per cpu";
    }

    @Override
    public Optional<String> refusal(Workload<?, ?> workload, int javaVersion) {
        return Refusals.fanOut(workload);
    }

    @Override
    public <I, O> Session<I, O> open(ConfiguredWorkload<I, O> workload, Settings settings) {
        return workload.workload().hasAsync()
                ? new ChainSession<>(id(), workload.workload(), settings)
                : new StageSession<>(id(), workload.workload(), settings);
    }
}
