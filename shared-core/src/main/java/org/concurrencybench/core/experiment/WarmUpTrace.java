package org.concurrencybench.core.experiment;

import java.util.List;

/**
 * How a trial got warm: windows of whole batches, one after the other, before anything was measured.
 *
 * @param nanosPerTask of each window
 * @param compilerCpus CPUs that the compilers of all its JVMs used during each window: 0.5 for half of one
 * @param seconds wall time of all windows together
 * @param warmAfter seconds after which the trial was found warm; NaN when it was not
 * @param judged whether there were enough windows to judge by
 */
public record WarmUpTrace(
        List<Double> nanosPerTask, List<Double> compilerCpus, double seconds, double warmAfter, boolean judged) {
    /** No warm-up at all. */
    public static final WarmUpTrace NONE = new WarmUpTrace(List.of(), List.of(), 0, Double.NaN, false);

    public WarmUpTrace {
        nanosPerTask = List.copyOf(nanosPerTask);
        compilerCpus = List.copyOf(compilerCpus);
    }

    /** Whether the trial was found warm. */
    public boolean warm() {
        return !Double.isNaN(warmAfter);
    }
}
