package org.concurrencybench.threads;

import org.concurrencybench.core.api.Harness;
import org.concurrencybench.core.api.ModelFamily;

/** Names the {@link ThreadsBenchmark} to whoever measures models of this module. */
public final class ThreadsHarness implements Harness {
    @Override
    public ModelFamily family() {
        return ModelFamily.THREADS;
    }

    @Override
    public String benchmark() {
        return ThreadsBenchmark.class.getName();
    }
}
