package org.concurrencybench.reports.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A plan as it is written down: every key optional, all values still text or numbers. */
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
        @Nullable List<Latency> latency,
        @Nullable List<Capacity> capacity,
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

    /** {@code [[latency]]}; rates are tasks per second or shares of a capacity. */
    record Latency(
            @Nullable String workload,
            @Nullable Map<String, JsonNode> parameters,
            @Nullable List<String> models,
            @Nullable String concurrency,
            @Nullable JsonNode rates,
            @Nullable String reference,
            @Nullable String arrivals,
            @Nullable Integer burst,
            @Nullable String settle,
            @Nullable String length,
            @Nullable String timeout) {}

    /** {@code [[capacity]]}: the highest rate at which a percentile stays below a limit. */
    record Capacity(
            @Nullable String workload,
            @Nullable Map<String, JsonNode> parameters,
            @Nullable List<String> models,
            @Nullable String concurrency,
            @Nullable String percentile,
            @Nullable String limit,
            @Nullable String probe,
            @Nullable String timeout) {}

    /** {@code variants} of a workload. */
    record Variant(
            @Nullable String model,
            @Nullable String label,
            @Nullable String concurrency,
            @Nullable Map<String, String> settings,
            @Nullable String benchmark,
            @Nullable Boolean compared) {}

    /** {@code sweep} of a workload, over one model or several. */
    record Sweep(
            @Nullable String model,
            @Nullable List<String> models,
            @Nullable List<Integer> workers) {}
}
