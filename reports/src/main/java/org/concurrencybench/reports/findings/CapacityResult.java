package org.concurrencybench.reports.findings;

import java.util.List;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.reports.stats.Judgement;
import org.jspecify.annotations.Nullable;

/**
 * The highest rates at which models of one workload meet a target for their latency.
 *
 * @param experiment the workload with its parameters
 * @param workload id of the workload
 * @param target in words: {@code p99 below 50 ms}
 * @param sentence what the evidence says
 * @param models the highest rate first
 * @param failed cells with failed trials
 * @param leftOut cells that were not measured
 */
public record CapacityResult(
        String experiment,
        String workload,
        String target,
        String sentence,
        List<Model> models,
        List<FailedCell> failed,
        List<LeftOut> leftOut) {
    public CapacityResult {
        models = List.copyOf(models);
        failed = List.copyOf(failed);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * One model.
     *
     * @param cell id of its cell
     * @param name the model, as people call it
     * @param family the model's family
     * @param trials that were measured
     * @param cold those that were not warm when the search began
     * @param without those in which no rate met the target, or every rate that was tried did
     * @param perSecond tasks per second, with the interval over the trials; null where a trial found none
     * @param ratio how many times as long it takes for as many tasks as the model with the highest rate; null for that
     *     one
     * @param standing against that one; null likewise
     */
    public record Model(
            String cell,
            String name,
            ModelFamily family,
            int trials,
            int cold,
            int without,
            @Nullable Estimate perSecond,
            @Nullable Estimate ratio,
            @Nullable Finding standing) {
        /** Whether so many of its trials were not warm that there is no verdict. */
        public boolean isCold() {
            return Judgement.isTooMany(cold, trials);
        }
    }
}
