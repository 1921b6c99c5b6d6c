package org.concurrencybench.reports.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.workloads.NothingWorkload;
import org.jspecify.annotations.Nullable;

/**
 * One point of the experiment: workload × its parameters × model × settings, and × JVM where there are several.
 *
 * @param workload id of the workload; an older id becomes the one of today
 * @param parameters all its parameters, as text
 * @param model id of the concurrency model
 * @param family the model's family
 * @param settings the model's own settings that the plan gives, as text
 * @param cpus the CPU budget
 * @param concurrency tasks in flight at most; {@link Settings#UNBOUNDED} for no bound
 * @param shape how it is measured
 * @param roles what it stands for; a cell that is compared may be a point of the sweep as well
 * @param label what sets it apart from the other cells of its model: {@code one-task workers}; empty for the plain one
 * @param benchmark the JMH benchmark that measures it; empty for the harness of its family
 * @param tasks the batch size
 * @param jvm label of the JVM that it runs on; empty where the run has only one
 * @param load tasks that arrive on a schedule; null where batches are measured
 */
public record Cell(
        String workload,
        Map<String, String> parameters,
        String model,
        ModelFamily family,
        Map<String, String> settings,
        int cpus,
        int concurrency,
        Shape shape,
        List<Role> roles,
        String label,
        String benchmark,
        int tasks,
        String jvm,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Load load) {
    public Cell {
        workload = NothingWorkload.today(workload);
        parameters = Map.copyOf(parameters);
        settings = Map.copyOf(settings);
        roles = List.copyOf(roles);
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a cell needs a role");
        }
        if (tasks < 1) {
            throw new IllegalArgumentException("a batch has 1 task or more, not " + tasks);
        }
    }

    /** A cell that measures batches. */
    public Cell(
            String workload,
            Map<String, String> parameters,
            String model,
            ModelFamily family,
            Map<String, String> settings,
            int cpus,
            int concurrency,
            Shape shape,
            List<Role> roles,
            String label,
            String benchmark,
            int tasks,
            String jvm) {
        this(
                workload,
                parameters,
                model,
                family,
                settings,
                cpus,
                concurrency,
                shape,
                roles,
                label,
                benchmark,
                tasks,
                jvm,
                null);
    }

    /**
     * Names the cell in records and messages; unique within a plan: {@code sleep[latency=1ms]/process-pool[slots=1]}.
     */
    public String id() {
        return experiment() + "/" + variant();
    }

    /** The id of a cell or an experiment that {@code id}, from older records, means today. */
    public static String today(String id) {
        boolean old = NothingWorkload.OLD_ID.equals(id)
                || (Objects.nonNull(id) && id.matches(NothingWorkload.OLD_ID + "[/\\[].*"));
        return old ? NothingWorkload.ID + id.substring(NothingWorkload.OLD_ID.length()) : id;
    }

    /** The workload with its parameters: cells that share it are comparable. */
    public String experiment() {
        return workload + bracketed(parameters);
    }

    /** The model with its settings. */
    public String variant() {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("cpus", Integer.toString(cpus));
        all.put("concurrency", concurrencyText());
        if (!benchmark.isEmpty()) {
            all.put("benchmark", benchmark);
        }
        if (!jvm.isEmpty()) {
            all.put("jvm", jvm);
        }
        if (load != null) {
            all.putAll(load.settings());
        }
        return model + bracketed(all);
    }

    /** How people call it: {@code process-pool (one-task workers)}, {@code sequential (JDK 25.0.1)}. */
    public String displayName() {
        String apart = Stream.of(jvm.isEmpty() ? "" : "JDK " + jvm, label)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        return apart.isEmpty() ? model : model + " (" + apart + ")";
    }

    /** The model alone, where loads and settings are told otherwise: {@code sequential (JDK 25.0.1)}. */
    public String modelName() {
        return jvm.isEmpty() ? model : model + " (JDK " + jvm + ")";
    }

    /** The same on the JVM of that label. */
    public Cell on(String other) {
        return with(shape, tasks, other, load);
    }

    /** The same with tasks that arrive like that; with null, measured in batches. */
    public Cell offered(@Nullable Load offered) {
        return with(shape, tasks, jvm, offered);
    }

    /** The same with the batch size and the shape that a pilot has told. */
    public Cell sized(int batch, Shape measured) {
        return with(measured, batch, jvm, load);
    }

    private Cell with(Shape measured, int batch, String onJvm, @Nullable Load offered) {
        return new Cell(
                workload,
                parameters,
                model,
                family,
                settings,
                cpus,
                concurrency,
                measured,
                roles,
                label,
                benchmark,
                batch,
                onJvm,
                offered);
    }

    /** What it stands for: {@code compared}, or {@code beside 'one-task workers'}. */
    public String place() {
        String all =
                roles.stream().map(role -> role.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(" and "));
        return label.isEmpty() ? all : all + " '" + label + "'";
    }

    /** The concurrency in plans and pages: a number or {@code unbounded}. */
    public String concurrencyText() {
        return concurrency == Settings.UNBOUNDED ? "unbounded" : Integer.toString(concurrency);
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    private static String bracketed(Map<String, String> values) {
        return values.isEmpty()
                ? ""
                : new TreeMap<>(values)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .collect(Collectors.joining(",", "[", "]"));
    }
}
