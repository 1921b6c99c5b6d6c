package org.concurrencybench.process;

import java.time.Duration;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.UsageException;

/**
 * A fresh JVM for each task, as many at once as concurrency says: what a first program with processes does, and what
 * that costs. The JVMs' arguments are those of {@link ProcessPoolModel}.
 */
public final class ProcessPerTaskModel implements ConcurrencyModel {
    /** Starting a JVM, opening the workload in it and ending it, roughly. */
    private static final Duration JVM = Duration.ofMillis(400);

    private static final int MOST = 256;

    @Override
    public String id() {
        return "process-per-task";
    }

    @Override
    public ModelFamily family() {
        return ModelFamily.PROCESS;
    }

    @Override
    public String description() {
        return "a fresh JVM for each task, started and ended with it";
    }

    @Override
    public Duration taskOverhead() {
        return JVM;
    }

    @Override
    public void check(Settings settings) {
        if (settings.concurrency() > MOST) {
            throw new UsageException("process-per-task cannot run "
                    + (settings.isUnbounded() ? "an unbounded number of" : settings.concurrency() + "")
                    + " tasks at once, each in a JVM: set concurrency to " + MOST + " or less");
        }
    }

    @Override
    public <I, O> Session<I, O> open(ConfiguredWorkload<I, O> workload, Settings settings) {
        check(settings);
        return new ProcessPerTaskSession<>(workload, settings);
    }
}
