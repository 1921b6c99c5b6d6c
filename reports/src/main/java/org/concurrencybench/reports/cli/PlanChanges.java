package org.concurrencybench.reports.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.plan.PlanReader;
import org.concurrencybench.reports.plan.PlannedLatency;
import org.concurrencybench.reports.records.ShellWords;
import org.jspecify.annotations.Nullable;

/** What the command line changes in a plan. */
record PlanChanges(
        List<String> models,
        List<String> workloads,
        List<String> params,
        @Nullable String concurrency,
        @Nullable Integer tasks,
        @Nullable String budget,
        @Nullable String precision,
        @Nullable Integer rounds) {

    /**
     * {@code plan} with the changes; {@code ownWorkloads} and {@code ownModels} are those of the user's jars. Such
     * workloads take the place of a built-in plan's. A plan of the user's own names what it wants of them.
     */
    Plan apply(Plan plan, Catalog catalog, List<String> ownWorkloads, List<String> ownModels) {
        models.forEach(catalog::model);
        List<String> wantedModels = new ArrayList<>(models.isEmpty() ? plan.models() : models);
        if (models.isEmpty()) {
            ownModels.stream().filter(model -> !wantedModels.contains(model)).forEach(wantedModels::add);
        }
        if (rounds != null && rounds < 1) {
            throw new UsageException("bench.rounds (--rounds) must be 1 or more, not " + rounds);
        }
        List<String> unnamed = PlanReader.BUILT_IN.contains(plan.name()) ? ownWorkloads : List.of();
        List<String> wanted = workloads.isEmpty() ? unnamed : workloads;
        wanted.forEach(catalog::workload);
        Map<String, Map<String, String>> parameters = parameters(catalog);
        List<Plan.PlannedWorkload> planned = new ArrayList<>();
        if (wanted.isEmpty()) {
            planned.addAll(plan.workloads());
        } else {
            for (String id : wanted) {
                List<Plan.PlannedWorkload> inPlan = plan.workloads().stream()
                        .filter(workload -> workload.id().equals(id))
                        .toList();
                boolean scheduled = plan.latencies().stream()
                        .anyMatch(latency -> latency.workload().equals(id));
                planned.addAll(inPlan.isEmpty() && !scheduled ? List.of(Plan.PlannedWorkload.of(id)) : inPlan);
            }
        }
        parameters.keySet().stream()
                .filter(id ->
                        planned.stream().noneMatch(workload -> workload.id().equals(id))
                                && plan.latencies().stream()
                                        .noneMatch(latency -> latency.workload().equals(id)))
                .findFirst()
                .ifPresent(id -> {
                    throw new UsageException("bench.params (--params) sets '" + id
                            + "', which this run does not measure: name it in bench.workloads (--workloads) too");
                });
        return new Plan(
                plan.name(),
                plan.description(),
                precision == null
                        ? plan.precision()
                        : PlanReader.parsePercent("bench.precision (--precision)", precision),
                budget == null ? plan.budget() : PlanReader.parseDuration("bench.budget (--budget)", budget),
                rounds == null ? plan.minRounds() : rounds,
                rounds == null ? plan.maxRounds() : rounds,
                wantedModels,
                plan.jvms(),
                plan.trial(),
                planned.stream()
                        .map(workload -> changed(workload, parameters.getOrDefault(workload.id(), Map.of())))
                        .toList(),
                plan.latencies().stream()
                        .filter(latency -> wanted.isEmpty() || wanted.contains(latency.workload()))
                        .map(latency -> changed(latency, parameters.getOrDefault(latency.workload(), Map.of())))
                        .toList(),
                plan.prices());
    }

    /** The options that say the same. */
    String options() {
        StringBuilder text = new StringBuilder();
        option(text, "models", String.join(",", models));
        option(text, "workloads", String.join(",", workloads));
        option(text, "params", String.join(",", params));
        option(text, "concurrency", concurrency);
        option(text, "tasks", tasks);
        option(text, "budget", budget);
        option(text, "precision", precision);
        option(text, "rounds", rounds);
        return text.toString();
    }

    private Plan.PlannedWorkload changed(Plan.PlannedWorkload workload, Map<String, String> given) {
        Map<String, String> parameters = new LinkedHashMap<>(workload.parameters());
        parameters.putAll(given);
        if (tasks != null && tasks < 1) {
            throw new UsageException("bench.tasks (--tasks) must be 1 or more, not " + tasks);
        }
        return new Plan.PlannedWorkload(
                workload.id(),
                tasks == null ? workload.tasks() : tasks,
                rounds == null ? workload.rounds() : 0,
                concurrency == null ? workload.concurrency() : Optional.of(concurrency),
                models.isEmpty() ? workload.models() : Optional.empty(),
                parameters,
                workload.variants(),
                workload.sweep());
    }

    private PlannedLatency changed(PlannedLatency latency, Map<String, String> given) {
        Map<String, String> parameters = new LinkedHashMap<>(latency.parameters());
        parameters.putAll(given);
        return new PlannedLatency(
                latency.workload(),
                parameters,
                models.isEmpty() ? latency.models() : Optional.empty(),
                concurrency == null ? latency.concurrency() : Optional.of(concurrency),
                latency.loads());
    }

    private Map<String, Map<String, String>> parameters(Catalog catalog) {
        Map<String, Map<String, String>> parameters = new LinkedHashMap<>();
        for (String text : params) {
            int dot = text.indexOf('.');
            int equals = text.indexOf('=');
            if (dot < 1 || equals < dot) {
                throw new UsageException("bench.params (--params) cannot be '" + text
                        + "': write workload.parameter=value, such as sleep.latency=5ms");
            }
            String workload = text.substring(0, dot).strip();
            catalog.workload(workload);
            parameters
                    .computeIfAbsent(workload, none -> new LinkedHashMap<>())
                    .put(
                            text.substring(dot + 1, equals).strip(),
                            text.substring(equals + 1).strip());
        }
        return parameters;
    }

    private static void option(StringBuilder text, String name, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            text.append(" --").append(name).append('=').append(ShellWords.quote(value.toString()));
        }
    }
}
