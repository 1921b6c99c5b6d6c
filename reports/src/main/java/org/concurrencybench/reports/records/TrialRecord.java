package org.concurrencybench.reports.records;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.concurrencybench.core.experiment.TrialFacts;
import org.concurrencybench.core.load.LoadReport;
import org.concurrencybench.reports.plan.Cell;
import org.jspecify.annotations.Nullable;

/**
 * One trial: a fresh JVM that measured one cell once, or failed to.
 *
 * @param round number of the round, from 1
 * @param position place in the round's order, from 1
 * @param cell {@link org.concurrencybench.reports.plan.Cell#id()}
 * @param startedAt ISO-8601, UTC
 * @param seconds wall time of the whole trial, JVM start included
 * @param iterationSeconds wall time of its iterations, warm-up included
 * @param failure why it failed, or null when it was measured
 * @param warmup nanoseconds per task of each warm-up iteration
 * @param iterations nanoseconds per task of each measured iteration; empty when it failed
 * @param figures secondary figures by name ({@link Metric}), over the measured iterations
 * @param facts what the measured JVM said of itself: flags, collector, cpus seen
 * @param load what became of tasks that arrived on a schedule; null where batches were measured, or it failed
 */
public record TrialRecord(
        int round,
        int position,
        String cell,
        String startedAt,
        double seconds,
        double iterationSeconds,
        @Nullable Failure failure,
        List<Double> warmup,
        List<Double> iterations,
        Map<String, Double> figures,
        Map<String, String> facts,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LoadReport load)
        implements Line {
    public TrialRecord {
        cell = Cell.today(cell);
        warmup = List.copyOf(warmup);
        iterations = List.copyOf(iterations);
        figures = Map.copyOf(figures);
        facts = Map.copyOf(facts);
        if (failure == null && iterations.isEmpty()) {
            throw new IllegalArgumentException(
                    "trial of " + cell + " in round " + round + " has neither iterations nor a failure");
        }
    }

    /** A trial that measured batches. */
    public TrialRecord(
            int round,
            int position,
            String cell,
            String startedAt,
            double seconds,
            double iterationSeconds,
            @Nullable Failure failure,
            List<Double> warmup,
            List<Double> iterations,
            Map<String, Double> figures,
            Map<String, String> facts) {
        this(
                round,
                position,
                cell,
                startedAt,
                seconds,
                iterationSeconds,
                failure,
                warmup,
                iterations,
                figures,
                facts,
                null);
    }

    /** Whether it was found warm before it was measured; so is one of which nobody knows. */
    public boolean warm() {
        return !TrialFacts.NO.equals(facts.get(TrialFacts.WARM));
    }

    /** How many of {@code trials} were measured and had not been warm. */
    public static int cold(List<TrialRecord> trials) {
        return (int) trials.stream()
                .filter(trial -> trial.measured() && !trial.warm())
                .count();
    }

    public boolean measured() {
        return failure == null;
    }
}
