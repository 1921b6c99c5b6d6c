package org.concurrencybench.reports.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A plan as it is written down: every key optional but {@code workloads}, all values still text or numbers. */
record PlanFile(
        @Nullable String description,
        @Nullable String precision,
        @Nullable String budget,
        @JsonProperty("min-rounds") @Nullable Integer minRounds,
        @JsonProperty("max-rounds") @Nullable Integer maxRounds,
        @Nullable List<String> models,
        @Nullable List<String> jvms,
        @Nullable Trial trial,
        @Nullable List<Entry> workloads,
        @Nullable PricesTable prices) {

    /** {@code [trial]}. */
    record Trial(
            @Nullable String warmup,
            @JsonProperty("warmup-limit") @Nullable String warmupLimit,
            @Nullable Integer iterations,
            @Nullable String iteration,
            @Nullable String heap,
            @Nullable String collector,
            @Nullable String limit,
            @Nullable List<Integer> waiting) {}

    /** {@code [[workloads]]}; a parameter is a text or a list of texts. */
    record Entry(
            @Nullable String id,
            @Nullable Integer tasks,
            @Nullable Integer rounds,
            @Nullable String concurrency,
            @Nullable List<String> models,
            @Nullable Map<String, JsonNode> parameters,
            @Nullable List<Variant> variants,
            @Nullable Sweep sweep) {}

    /** {@code variants} of a workload. */
    record Variant(
            @Nullable String model,
            @Nullable String label,
            @Nullable String concurrency,
            @Nullable Map<String, String> settings,
            @Nullable String benchmark,
            @Nullable Boolean compared) {}

    /** {@code sweep} of a workload. */
    record Sweep(@Nullable String model, @Nullable List<Integer> workers) {}
}
