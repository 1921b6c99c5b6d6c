package org.concurrencybench.core.model;

import java.util.Optional;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.FanOut;
import org.concurrencybench.core.api.Workload;

/**
 * Why a model cannot run a workload, for {@link ConcurrencyModel#refusal}: alike in all models with the same reason.
 */
public final class Refusals {
    private Refusals() {}

    /** For models of chains, which have no threads for the parts of a blocking task. */
    public static Optional<String> fanOut(Workload<?, ?> workload) {
        return workload.capabilities().contains(FanOut.class) && !workload.hasAsync()
                ? Optional.of("a task of '" + workload.id()
                        + "' fans out while it blocks, and this model runs parts only as stages: the workload would need an"
                        + " asynchronous form (hasAsync() and runAsync())")
                : Optional.empty();
    }
}
