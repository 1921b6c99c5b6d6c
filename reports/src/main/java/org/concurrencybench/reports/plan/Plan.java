package org.concurrencybench.reports.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.workloads.NothingWorkload;
import org.jspecify.annotations.Nullable;

/**
 * Which cells, the precision, the stop rule, the time budget.
 *
 * @param name built-in name or path
 * @param description one line
 * @param precision the smallest difference that matters, as a fraction: 0.1 for 10 %; above 0, at most 1
 * @param budget wall time of the whole run at most
 * @param minRounds rounds that are always tried
 * @param maxRounds rounds at most
 * @param models ids of the models that are compared
 * @param jvms the JDKs to measure with, each every cell; empty for the one that runs this
 * @param trial how a trial measures
 * @param workloads what is measured in batches
 * @param latencies what is measured with tasks that arrive on a schedule
 * @param prices the price list that is measured; null for none
 */
public record Plan(
        String name,
        String description,
        double precision,
        Duration budget,
        int minRounds,
        int maxRounds,
        List<String> models,
        List<String> jvms,
        TrialShape trial,
        List<PlannedWorkload> workloads,
        List<PlannedLatency> latencies,
        @Nullable PricePlan prices) {
    /** Rounds at least where a plan does not say: with fewer there are no verdicts. */
    static final int LEAST_ROUNDS = 5;

    public Plan {
        models = distinct("models", models);
        jvms = jvms.isEmpty() ? List.of() : distinct("jvms", jvms);
        workloads = List.copyOf(workloads);
        latencies = List.copyOf(latencies);
        if (!(precision > 0 && precision <= 1)) {
            throw new UsageException("precision must be above 0 % and at most 100 %, not " + precision * 100 + " %");
        }
        if (budget.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new UsageException("the budget must be 1s or more, not " + budget.toMillis() + "ms");
        }
        if (minRounds < 1 || maxRounds < minRounds) {
            throw new UsageException("rounds must be 1 or more and max-rounds not below min-rounds, not " + minRounds
                    + " to " + maxRounds + " (without min-rounds there are at least " + LEAST_ROUNDS + ")");
        }
        if (workloads.isEmpty() && latencies.isEmpty() && prices == null) {
            throw new UsageException(
                    "plan '" + name + "' measures nothing: it needs at least one [[workloads]] with an id");
        }
    }

    /** Without schedules and prices. */
    public Plan(
            String name,
            String description,
            double precision,
            Duration budget,
            int minRounds,
            int maxRounds,
            List<String> models,
            List<String> jvms,
            TrialShape trial,
            List<PlannedWorkload> workloads) {
        this(
                name,
                description,
                precision,
                budget,
                minRounds,
                maxRounds,
                models,
                jvms,
                trial,
                workloads,
                List.of(),
                null);
    }

    static List<String> distinct(String what, List<String> ids) {
        if (ids.isEmpty()) {
            throw new UsageException(what + " is empty: name at least one, or leave it out for the default");
        }
        for (String id : ids) {
            if (ids.indexOf(id) != ids.lastIndexOf(id)) {
                throw new UsageException(what + " has '" + id + "' twice: name each once");
            }
        }
        return List.copyOf(ids);
    }

    /** Rounds at most in which {@code workload} is measured. */
    public int rounds(PlannedWorkload workload) {
        return workload.rounds() == 0 ? maxRounds : Math.min(workload.rounds(), maxRounds);
    }

    /**
     * How a trial measures.
     *
     * @param warmup how long a trial runs at least before it is measured; may be zero
     * @param warmupLimit how long it runs at most until it is warm; not below {@code warmup}, equal for a warm-up of
     *     fixed length
     * @param iterations 1 or more
     * @param iteration time of one iteration at least
     * @param heapMegabytes heap of all JVMs of a trial together
     * @param collector the garbage collector of every JVM: G1, Parallel, Serial or Z
     * @param limit what a trial may take beyond five times the expected before it counts as stuck
     * @param waiting for each of these numbers of tasks, ascending, how much memory they take that only wait is looked
     *     at when a trial has been measured; empty for not at all, and in older records
     */
    public record TrialShape(
            Duration warmup,
            Duration warmupLimit,
            int iterations,
            Duration iteration,
            int heapMegabytes,
            String collector,
            Duration limit,
            List<Integer> waiting) {
        public TrialShape {
            waiting = waiting == null ? List.of() : List.copyOf(waiting); // older records have none
        }

        /** Without a look at waiting tasks. */
        public TrialShape(
                Duration warmup,
                Duration warmupLimit,
                int iterations,
                Duration iteration,
                int heapMegabytes,
                String collector,
                Duration limit) {
            this(warmup, warmupLimit, iterations, iteration, heapMegabytes, collector, limit, List.of());
        }
    }

    /**
     * One workload of a plan.
     *
     * @param tasks the batch size, or 0 to let the pilot choose
     * @param rounds rounds at most, where it is not the plan's number; 0 for that
     * @param concurrency tasks in flight for the compared models; empty for the default
     * @param models ids of the compared models, where they are not the plan's
     * @param parameters those that differ from their defaults
     */
    public record PlannedWorkload(
            String id,
            int tasks,
            int rounds,
            Optional<String> concurrency,
            Optional<List<String>> models,
            Map<String, String> parameters,
            List<Variant> variants,
            Optional<Sweep> sweep) {
        public PlannedWorkload {
            String given = id;
            id = NothingWorkload.today(given);
            models = models.map(ids -> distinct("models of " + given, ids));
            parameters = Map.copyOf(parameters);
            variants = List.copyOf(variants);
        }

        /** A workload with all defaults. */
        public static PlannedWorkload of(String id) {
            return new PlannedWorkload(
                    id, 0, 0, Optional.empty(), Optional.empty(), Map.of(), List.of(), Optional.empty());
        }
    }

    /**
     * One more cell for a workload.
     *
     * @param label what sets it apart; not empty
     * @param concurrency where it is not the workload's
     * @param settings the model's own
     * @param benchmark a JMH benchmark that measures it, where it is not the harness of the model's family
     * @param compared whether it is ranked among the others or only shown beside them
     */
    public record Variant(
            String model,
            String label,
            Optional<String> concurrency,
            Map<String, String> settings,
            String benchmark,
            boolean compared) {}

    /**
     * A sweep over the number of workers, which are the concurrency as well: one task each. Models without a setting
     * {@code workers} have as many threads.
     *
     * @param models ids of the models that are swept, each by itself
     * @param workers the numbers
     */
    public record Sweep(List<String> models, List<Integer> workers) {
        public Sweep {
            models = distinct("models of a sweep", models);
            workers = List.copyOf(workers);
        }

        /** Of one model. */
        public Sweep(String model, List<Integer> workers) {
            this(List.of(model), workers);
        }
    }
}
