package org.concurrencybench.reports.findings;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.reports.stats.Judgement;
import org.jspecify.annotations.Nullable;

/**
 * One load that was offered to the models of a workload: how long tasks took from the moment they were due, by
 * percentile. A percentile is that of each trial; estimates are over trials, percentiles are never averaged over tasks.
 *
 * @param experiment the workload with its parameters
 * @param workload id of the workload
 * @param parameters as text
 * @param load in words: {@code 80 % of platform-pool}
 * @param rate tasks per second, the same for every model
 * @param lengthSeconds how long tasks arrived that count, in each trial
 * @param timeoutSeconds after which a task counted as timed out
 * @param sentences what the evidence says, in plain words
 * @param models the smallest high percentile first; those that did not sustain the load behind the others
 * @param failed cells with failed trials
 * @param leftOut cells that were not measured
 */
public record OfferedLoadResult(
        String experiment,
        String workload,
        Map<String, String> parameters,
        String load,
        double rate,
        double lengthSeconds,
        double timeoutSeconds,
        List<String> sentences,
        List<Model> models,
        List<FailedCell> failed,
        List<LeftOut> leftOut) {
    public OfferedLoadResult {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
        sentences = List.copyOf(sentences);
        models = List.copyOf(models);
        failed = List.copyOf(failed);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * One model under that load.
     *
     * @param cell id of its cell
     * @param name the model, as people call it
     * @param family the model's family
     * @param trials that were measured
     * @param cold those among them that were not warm when the load began
     * @param arrivals tasks that were due, over all trials
     * @param refused those that were not taken
     * @param timedOut those that did not complete in time
     * @param unfinished mean of the tasks that were due and had not completed when the load ended
     * @param completedPerSecond mean over the trials
     * @param lag mean over the trials of the 99th percentile of the generator's own lag in nanoseconds; null where
     *     there were too few tasks
     * @param blocked mean share of the time that {@code submit} held the generator
     * @param sustained whether it completed about as many tasks as arrived: else its latencies grow with the length of
     *     the measurement, and are not compared
     * @param late whether the generator itself was late by more than a tenth of the median
     * @param parts latencies of all tasks, then of each label
     */
    public record Model(
            String cell,
            String name,
            ModelFamily family,
            int trials,
            int cold,
            long arrivals,
            long refused,
            long timedOut,
            double unfinished,
            double completedPerSecond,
            @Nullable Double lag,
            double blocked,
            boolean sustained,
            boolean late,
            List<Part> parts) {
        public Model {
            parts = List.copyOf(parts);
        }

        /** Whether so many of its trials were not warm that there is no verdict. */
        public boolean isCold() {
            return Judgement.isTooMany(cold, trials);
        }

        /** Of all tasks, whatever their label. */
        public Part all() {
            return parts.getFirst();
        }
    }

    /**
     * The tasks of one label.
     *
     * @param label empty for all tasks
     * @param latency by percentile, from when a task was due
     * @param service by percentile, from the start of a task's run
     */
    public record Part(String label, List<Percentile> latency, List<Percentile> service) {
        public Part {
            latency = List.copyOf(latency);
            service = List.copyOf(service);
        }

        /** Of that name, such as {@code 99.9}; null where there is none. */
        public @Nullable Percentile latency(String percentile) {
            return find(latency, percentile);
        }

        /** Of that name; null where there is none. */
        public @Nullable Percentile service(String percentile) {
            return find(service, percentile);
        }

        private static @Nullable Percentile find(List<Percentile> percentiles, String name) {
            return percentiles.stream()
                    .filter(percentile -> percentile.name().equals(name))
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * One percentile over the trials.
     *
     * @param name per cent: {@code 99.9}
     * @param nanos nanoseconds, with the interval over the trials
     * @param ratio to the model with the smallest; null for itself, and where it is not compared
     * @param standing against that one; null likewise
     */
    public record Percentile(
            String name,
            Estimate nanos,
            @Nullable Estimate ratio,
            @Nullable Finding standing) {}
}
