package org.concurrencybench.process;

import org.concurrencybench.core.api.Harness;
import org.concurrencybench.core.api.ModelFamily;

/** Names the {@link ProcessBenchmark} to whoever measures models of this module. */
public final class ProcessHarness implements Harness {
    @Override
    public ModelFamily family() {
        return ModelFamily.PROCESS;
    }

    @Override
    public String benchmark() {
        return ProcessBenchmark.class.getName();
    }
}
