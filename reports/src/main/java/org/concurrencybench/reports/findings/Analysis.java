package org.concurrencybench.reports.findings;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.concurrencybench.reports.records.RunEnd;
import org.jspecify.annotations.Nullable;

/**
 * What a run tells. A pure function of its records: equal records give equal analyses, wherever and whenever.
 *
 * @param schema version of this format
 * @param suite version of concurrency-bench that measured
 * @param plan name of the plan
 * @param startedAt ISO-8601, UTC
 * @param precision the smallest difference that matters, as a fraction
 * @param minTrials with fewer there is no verdict
 * @param seed of the order of the cells
 * @param end why the run stopped; null when it was cut off
 * @param wallSeconds of the whole run; null when it was cut off
 * @param shares where the wall time went, name to fraction of 1
 * @param measuredTrials trials that were measured
 * @param failedTrials trials that failed
 * @param rounds the largest number of a round
 * @param experiments in the order of the plan, what costs a task without any work behind the others
 * @param latencies what models did under loads that were offered to them, in the order of the plan
 * @param capacities the highest rates that meet a target, in the order of the plan
 * @param selfCheck how often it was right where the truth was known; null for a run that does not check itself
 * @param claims what others have published, held against this run; empty for every plan but {@code claims}
 * @param warnings what may mislead, the gravest first
 * @param notes facts that limit what the run can tell and mislead nobody
 * @param prices what primitives cost; null for a run without a price list
 * @param rules what its cells had to be; the same in every run of a version, so that no file repeats it
 */
public record Analysis(
        int schema,
        String suite,
        String plan,
        String startedAt,
        double precision,
        int minTrials,
        long seed,
        RunEnd.@Nullable Reason end,
        @Nullable Double wallSeconds,
        Map<String, Double> shares,
        int measuredTrials,
        int failedTrials,
        int rounds,
        List<Experiment> experiments,
        List<OfferedLoadResult> latencies,
        List<CapacityResult> capacities,
        @Nullable SelfCheck selfCheck,
        List<CheckedClaim> claims,
        List<Warning> warnings,
        List<Warning> notes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PriceList prices,
        @JsonIgnore List<Rule> rules) {
    public static final int SCHEMA = 2;

    public Analysis {
        shares = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(shares));
        experiments = List.copyOf(experiments);
        latencies = List.copyOf(latencies);
        capacities = List.copyOf(capacities);
        claims = List.copyOf(claims);
        warnings = List.copyOf(warnings);
        notes = List.copyOf(notes);
        rules = List.copyOf(rules);
    }
}
