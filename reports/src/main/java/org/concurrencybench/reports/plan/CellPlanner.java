package org.concurrencybench.reports.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;

/**
 * Turns a plan into cells: names resolved, parameters and settings checked, budgets made equal. Batch sizes stay 1
 * until the pilot has run.
 */
public final class CellPlanner {
    /** Tasks in flight per cpu for waiting workloads, where the plan does not say: enough for waits to overlap. */
    private static final int WAITING_TASKS_PER_CPU = 16;

    private static final String WORKERS = "workers";

    private final Catalog catalog;
    private final int cpus;
    private final List<String> jvms;

    /** For a run on one JVM. */
    public CellPlanner(Catalog catalog, int cpus) {
        this(catalog, cpus, List.of(""));
    }

    /** {@code jvms}: labels of the JVMs, each of which gets every cell; a single empty one where there is only one. */
    public CellPlanner(Catalog catalog, int cpus, List<String> jvms) {
        this.catalog = catalog;
        this.cpus = cpus;
        this.jvms = List.copyOf(jvms);
    }

    /**
     * The experiments of the plan, in its order.
     *
     * @throws UsageException when a name is unknown, a value not allowed, or a workload planned twice with the same
     *     parameters
     */
    public List<PlannedExperiment> experiments(Plan plan) {
        List<PlannedExperiment> planned = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Plan.PlannedWorkload workload : plan.workloads()) {
            List<Cell> cells = cells(plan, workload);
            String id = cells.getFirst().experiment();
            if (!ids.add(id)) {
                throw new UsageException(
                        "workload " + id
                                + " is planned twice: give one of the two other parameters, or put its cells into one entry as variants");
            }
            planned.add(new PlannedExperiment(id, workload, cells));
        }
        plan.latencies().forEach(latency -> add(planned, latencies(plan, latency)));
        return planned;
    }

    /** An experiment that is there already is prepared once for all its cells. */
    private static void add(List<PlannedExperiment> planned, PlannedExperiment more) {
        for (int i = 0; i < planned.size(); i++) {
            PlannedExperiment there = planned.get(i);
            if (there.id().equals(more.id())) {
                Map<String, Cell> cells = new LinkedHashMap<>();
                there.cells().forEach(cell -> add(cells, cell));
                more.cells().forEach(cell -> add(cells, cell));
                Map<String, Cell> references = new LinkedHashMap<>(there.references());
                more.references().forEach(references::putIfAbsent);
                planned.set(
                        i,
                        new PlannedExperiment(there.id(), there.workload(), List.copyOf(cells.values()), references));
                return;
            }
        }
        planned.add(more);
    }

    private PlannedExperiment latencies(Plan plan, PlannedLatency planned) {
        Workload<?, ?> workload = catalog.workload(planned.workload());
        Map<String, String> parameters = Values.of(
                        "workload '" + planned.workload() + "'", workload.parameters(), planned.parameters())
                .asText();
        int concurrency = planned.concurrency()
                .map(text -> concurrency("concurrency of the latency of " + planned.workload(), text))
                .orElse(workload.waits() ? cpus * WAITING_TASKS_PER_CPU : cpus);
        Map<String, Cell> cells = new LinkedHashMap<>();
        Map<String, Cell> references = new LinkedHashMap<>();
        for (Load load : planned.loads()) {
            if (load.share() > 0) {
                references.computeIfAbsent(
                        load.reference(),
                        model -> cell(
                                        planned.workload(),
                                        parameters,
                                        model,
                                        Map.of(),
                                        concurrency,
                                        List.of(Role.COMPARED),
                                        "",
                                        "")
                                .on(jvms.getFirst()));
            }
            for (String model : planned.models().orElse(plan.models())) {
                add(
                        cells,
                        cell(
                                        planned.workload(),
                                        parameters,
                                        model,
                                        Map.of(),
                                        concurrency,
                                        List.of(Role.LATENCY),
                                        load.words(),
                                        "")
                                .offered(load));
            }
        }
        List<Cell> all = cells.values().stream()
                .flatMap(cell -> jvms.stream().map(cell::on))
                .toList();
        return new PlannedExperiment(
                all.getFirst().experiment(),
                new Plan.PlannedWorkload(
                        planned.workload(),
                        0,
                        0,
                        planned.concurrency(),
                        planned.models(),
                        planned.parameters(),
                        List.of(),
                        Optional.empty()),
                all,
                references);
    }

    /**
     * The cells of one workload of the plan.
     *
     * @throws UsageException when a name is unknown or a value not allowed
     */
    public List<Cell> cells(Plan plan, Plan.PlannedWorkload planned) {
        Workload<?, ?> workload = catalog.workload(planned.id());
        Map<String, String> parameters = Values.of(
                        "workload '" + planned.id() + "'", workload.parameters(), planned.parameters())
                .asText();
        int concurrency = planned.concurrency()
                .map(text -> concurrency("concurrency of " + planned.id(), text))
                .orElse(workload.waits() ? cpus * WAITING_TASKS_PER_CPU : cpus);
        Map<String, Cell> cells = new LinkedHashMap<>();
        List<String> models = planned.models().orElse(plan.models());
        for (String model : models) {
            boolean swept = planned.sweep().isPresent()
                    && planned.sweep().get().models().contains(model)
                    && planned.sweep().get().workers().contains(cpus)
                    && concurrency == cpus;
            Map<String, String> settings = swept ? workers(model, cpus) : Map.of();
            List<Role> roles = swept ? List.of(Role.COMPARED, Role.SWEEP) : List.of(Role.COMPARED);
            add(cells, cell(planned.id(), parameters, model, settings, concurrency, roles, "", ""));
        }
        for (Plan.Variant variant : planned.variants()) {
            catalog.model(
                    variant.model()); // one that is not compared here is left out, one that does not exist is refused
            if (plan.models().contains(variant.model())) {
                int own = variant.concurrency()
                        .map(text -> concurrency(
                                "concurrency of the variant '" + variant.label() + "' of " + planned.id(), text))
                        .orElse(concurrency);
                Role role = variant.compared() ? Role.COMPARED : Role.BESIDE;
                add(
                        cells,
                        cell(
                                planned.id(),
                                parameters,
                                variant.model(),
                                variant.settings(),
                                own,
                                List.of(role),
                                variant.label(),
                                variant.benchmark()));
            }
        }
        planned.sweep().ifPresent(sweep -> sweep.models().forEach(catalog::model));
        planned.sweep()
                .ifPresent(sweep -> sweep.models().stream()
                        .filter(plan.models()::contains)
                        .forEach(model -> {
                            for (int workers : sweep.workers()) {
                                String label = workers + (workers == 1 ? " worker" : " workers");
                                Cell point = cell(
                                        planned.id(),
                                        parameters,
                                        model,
                                        workers(model, workers),
                                        workers,
                                        List.of(Role.SWEEP),
                                        label,
                                        "");
                                cells.putIfAbsent(point.id(), point);
                            }
                        }));
        return cells.values().stream()
                .flatMap(cell -> jvms.stream().map(cell::on))
                .toList();
    }

    private static void add(Map<String, Cell> cells, Cell cell) {
        if (cells.putIfAbsent(cell.id(), cell) != null) {
            throw new UsageException(
                    "the plan has the cell " + cell.id() + " twice: give one of them other settings, or leave it out");
        }
    }

    /** Models of threads have none of that setting: their workers are the concurrency. */
    private Map<String, String> workers(String model, int workers) {
        return catalog.model(model).settings().stream()
                        .anyMatch(setting -> setting.name().equals(WORKERS))
                ? Map.of(WORKERS, Integer.toString(workers))
                : Map.of();
    }

    private Cell cell(
            String workload,
            Map<String, String> parameters,
            String model,
            Map<String, String> settings,
            int concurrency,
            List<Role> roles,
            String label,
            String benchmark) {
        ConcurrencyModel known = catalog.model(model);
        Values own = Values.of("model '" + model + "'", known.settings(), settings);
        int bounded = Math.min(concurrency, known.maxConcurrency());
        try {
            known.check(new Settings(cpus, bounded, own));
        } catch (UsageException e) {
            throw new UsageException(
                    "workload '" + workload + "': " + e.getMessage()
                            + ", or leave the model out with bench.models (--models)",
                    e);
        }
        return new Cell(
                workload,
                parameters,
                model,
                known.family(),
                settings,
                cpus,
                bounded,
                Shape.STEADY,
                roles,
                label,
                benchmark,
                1,
                "");
    }

    private int concurrency(String what, String text) {
        return switch (text) {
            case "unbounded" -> Settings.UNBOUNDED;
            case "cpus" -> cpus;
            default ->
                Optional.of(text)
                        .filter(digits -> digits.matches("[1-9]\\d{0,6}"))
                        .map(Integer::parseInt)
                        .orElseThrow(() -> new UsageException(
                                what + " cannot be '" + text + "': write a whole number from 1, cpus or unbounded"));
        };
    }
}
