package org.concurrencybench.async;

import org.concurrencybench.core.api.Harness;
import org.concurrencybench.core.api.ModelFamily;

/** Names the {@link AsyncBenchmark} to whoever measures models of this module. */
public final class AsyncHarness implements Harness {
    @Override
    public ModelFamily family() {
        return ModelFamily.ASYNC;
    }

    @Override
    public String benchmark() {
        return AsyncBenchmark.class.getName();
    }
}
