package org.concurrencybench.core.jmh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.concurrencybench.core.api.Figure;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.diagnosis.Causes;
import org.concurrencybench.core.diagnosis.DiagnosedException;
import org.concurrencybench.core.diagnosis.Diagnosis;
import org.concurrencybench.core.experiment.FigureNames;
import org.jspecify.annotations.Nullable;

/**
 * What a batch yields besides digests and times: the figures that its outputs report, and the turnaround of each label.
 *
 * @implNote As in {@link Batch}, completing threads write into slots of their own task, and the driver reads them after
 *     it has seen that all have completed.
 */
final class BatchFigures<I, O> {
    private final Workload<I, O> workload;
    private final List<Figure> declared;
    private final @Nullable Turnaround turnaround;
    private final List<String> names = new ArrayList<>();
    private final int tasks;
    /** Of each task, one after the other, the values of the declared figures. */
    private final double[] values;

    private final double[] sums;

    private BatchFigures(Workload<I, O> workload, List<Figure> declared, @Nullable Turnaround turnaround, int tasks) {
        this.workload = workload;
        this.declared = declared;
        this.turnaround = turnaround;
        this.tasks = tasks;
        declared.forEach(figure -> names.add(FigureNames.FIGURE + figure.name()));
        if (turnaround != null) {
            names.addAll(turnaround.names());
        }
        values = new double[tasks * declared.size()];
        sums = new double[names.size()];
    }

    /**
     * The figures of a batch of {@code inputs}; null where there are none.
     *
     * @throws DiagnosedException when the workload declares figures that cannot be, or a label cannot be told
     */
    static <I, O> @Nullable BatchFigures<I, O> of(Workload<I, O> workload, List<I> inputs) throws DiagnosedException {
        List<Figure> declared = declared(workload);
        Turnaround turnaround = Turnaround.of(labels(workload, inputs), System::nanoTime);
        return declared.isEmpty() && turnaround == null
                ? null
                : new BatchFigures<>(workload, declared, turnaround, inputs.size());
    }

    private static List<Figure> declared(Workload<?, ?> workload) throws DiagnosedException {
        List<Figure> declared;
        try {
            declared = List.copyOf(workload.figures());
        } catch (Throwable e) {
            throw new DiagnosedException(Causes.of("figures()", e, "correct figures()."), e);
        }
        Set<String> names = new HashSet<>();
        for (Figure figure : declared) {
            if (!names.add(figure.name())) {
                throw refused(
                        "figures() declares '" + figure.name() + "' twice", "give each figure a name of its own.");
            }
        }
        for (Figure figure : declared) {
            if (!figure.per().isEmpty() && !names.contains(figure.per())) {
                throw refused(
                        "figures() divides '" + figure.name() + "' by '" + figure.per()
                                + "', which it does not declare",
                        "declare that figure too, or leave 'per' empty for the number of tasks.");
            }
        }
        return declared;
    }

    private static DiagnosedException refused(String what, String next) {
        return new DiagnosedException(new Diagnosis(what, next, ""), null);
    }

    private static <I> List<String> labels(Workload<I, ?> workload, List<I> inputs) throws DiagnosedException {
        List<String> labels = new ArrayList<>();
        for (int index = 0; index < inputs.size(); index++) {
            try {
                labels.add(Objects.requireNonNull(workload.label(inputs.get(index)), "label() returned null"));
            } catch (Throwable e) {
                throw new DiagnosedException(
                        Causes.of("label() of input(" + index + ")", e, "correct label() for that input."), e);
            }
        }
        return labels;
    }

    /** What is summed: the declared figures over tasks, means and percentiles of turnarounds over batches. */
    List<String> names() {
        return names;
    }

    /** The sums of the last batch. */
    double[] sums() {
        return sums;
    }

    /** The driver hands a batch over. */
    void begin() {
        if (turnaround != null) {
            turnaround.begin();
        }
    }

    /**
     * A task has completed, on any thread.
     *
     * @throws IllegalStateException when its output does not report what is declared
     */
    void succeeded(int task, O output) {
        if (turnaround != null) {
            turnaround.completed(task);
        }
        int count = declared.size();
        if (count == 0) {
            return;
        }
        double[] reported = workload.figuresOf(output);
        if (reported.length != count) {
            throw new IllegalStateException("it returned " + reported.length + " values, one for each of the " + count
                    + " figures that figures() declares is needed");
        }
        for (int i = 0; i < count; i++) {
            if (!Double.isFinite(reported[i])) {
                throw new IllegalStateException("it returned " + reported[i] + " for '"
                        + declared.get(i).name() + "'; values must be finite, 0 where there is nothing to report");
            }
            values[task * count + i] = reported[i];
        }
    }

    /** The first {@code count} tasks have completed; turnarounds are of whole batches only. */
    void end(int count) {
        Arrays.fill(sums, 0);
        int figures = declared.size();
        for (int i = 0; i < count * figures; i++) {
            sums[i % figures] += values[i];
        }
        if (turnaround != null && count == tasks) {
            turnaround.write(sums, figures);
        }
    }
}
