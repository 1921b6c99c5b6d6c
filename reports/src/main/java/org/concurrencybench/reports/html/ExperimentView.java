package org.concurrencybench.reports.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.concurrencybench.core.api.Figure;
import org.concurrencybench.core.experiment.TrialFacts;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.Experiment;
import org.concurrencybench.reports.findings.Finding;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.findings.IterationHint;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.findings.Pair;
import org.concurrencybench.reports.findings.ScalingLaw;
import org.concurrencybench.reports.findings.Sweep;
import org.concurrencybench.reports.records.Metric;
import org.concurrencybench.reports.records.TrialRecord;
import org.jspecify.annotations.Nullable;

/** One experiment as the page shows it. */
final class ExperimentView {
    private static final String SMALLEST = "● smallest estimate";

    private final String anchor;
    private final Experiment experiment;
    private final Map<String, List<TrialRecord>> trials;
    private final double precision;
    private final FiguresView figures;
    private final CostView cost;

    /**
     * {@code anchor} is unique within the page, and so are those that it is followed by a dot in; {@code declared} is
     * what the workload said that it reports.
     */
    ExperimentView(
            String anchor,
            Experiment experiment,
            Map<String, List<TrialRecord>> trials,
            double precision,
            List<Figure> declared) {
        this.anchor = anchor;
        this.experiment = experiment;
        this.trials = trials;
        this.precision = precision;
        this.figures = new FiguresView(costed(), declared);
        this.cost = new CostView(experiment, costed(), precision);
    }

    String anchor() {
        return anchor;
    }

    Experiment experiment() {
        return experiment;
    }

    FiguresView figures() {
        return figures;
    }

    CostView cost() {
        return cost;
    }

    WaitingView waiting() {
        return new WaitingView(anchor, experiment, costed(), trials);
    }

    List<String> sentences() {
        return experiment.sentences().stream().map(IntervalText::unbroken).toList();
    }

    String answer(Sweep sweep) {
        return IntervalText.unbroken(sweep.answer());
    }

    /** The law fitted to a sweep; null where there is none. */
    @Nullable
    ScalingView law(Sweep sweep) {
        ScalingLaw law = sweep.law();
        return law == null ? null : new ScalingView(law);
    }

    /** How many iterations would be best, in words; empty where there is no hint. */
    String iterationHint() {
        IterationHint hint = experiment.iterationHint();
        return hint == null ? "" : IntervalText.unbroken(hint.text());
    }

    String parameters() {
        return experiment.parameters().entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Under the name of the workload in the matrix. */
    String aside() {
        return experiment.doesNoWork() ? "no work: what each model itself costs" : parameters();
    }

    /** The interval that the verdict rests on, where it is another one than that of the column of ratios. */
    String decisive(CellResult cell) {
        Pair pair = experiment.againstBest(cell);
        if (pair == null || pair.decisive().equals(pair.speedUp())) {
            return "";
        }
        return (cell.standing() == Finding.EQUAL ? "90 %: " : "all pairs at once: ")
                + NumberText.range(pair.decisive(), precision);
    }

    String kind() {
        return experiment.waits() ? "waiting work" : "computing work";
    }

    IntervalPlot intervals() {
        List<IntervalPlot.Row> rows = new ArrayList<>();
        for (CellResult cell : experiment.shown()) {
            Estimate ratio = cell.timeRatio();
            if (ratio != null) {
                rows.add(new IntervalPlot.Row(cell.name(), cell.family(), cell.ranks() != null, ratio));
            }
        }
        return new IntervalPlot(
                anchor + ".intervals",
                "Time per task relative to the fastest, " + experiment.id(),
                "times as long as the fastest",
                rows,
                precision);
    }

    PointsPlot points() {
        return new PointsPlot(
                anchor + ".points",
                experiment.id(),
                experiment.shown().stream()
                        .map(cell -> new PointsPlot.Lane(cell, trials.getOrDefault(cell.cell(), List.of())))
                        .toList());
    }

    WarmupPlot warmup() {
        return new WarmupPlot(anchor + ".warm-up", experiment.shown(), trials);
    }

    List<Svg> sweepPlots(Sweep sweep) {
        return new SweepPlot(anchor + ".sweep" + experiment.sweeps().indexOf(sweep), sweep).draw();
    }

    /** Those of the shown cells and the points of the sweeps, each once. */
    List<CellResult> costed() {
        Map<String, CellResult> cells = new LinkedHashMap<>();
        experiment.shown().forEach(cell -> cells.put(cell.cell(), cell));
        for (Sweep sweep : experiment.sweeps()) {
            sweep.points().forEach(point -> cells.putIfAbsent(point.result().cell(), point.result()));
        }
        return List.copyOf(cells.values());
    }

    String rank(CellResult cell) {
        if (cell.ranks() == null) {
            return "–";
        }
        int best = cell.ranks().best();
        int worst = cell.ranks().worst();
        return best == worst ? Integer.toString(best) : best + "–" + worst;
    }

    String ratio(@Nullable Estimate ratio) {
        return ratio == null ? "–" : IntervalText.ratio(ratio, precision);
    }

    String verdict(CellResult cell) {
        Finding standing = cell.standing();
        if (standing != null) {
            return standing.glyph() + " " + standing.words();
        }
        if (cell.ranks() != null) {
            boolean smallest = experiment.ranked().stream()
                    .map(CellResult::timeRatio)
                    .allMatch(ratio -> ratio == null || ratio.estimate() >= 1);
            return smallest ? SMALLEST : SMALLEST + " with enough trials";
        }
        return cell.flags().stream().anyMatch(Flag::bars) ? "✕ not ranked" : "◇ variant, not compared";
    }

    /** How the model ran the workload, as its trials say; empty where there is nothing to know. */
    String remark(CellResult cell) {
        return trials.getOrDefault(cell.cell(), List.of()).stream()
                .flatMap(trial -> Optional.ofNullable(trial.facts().get(TrialFacts.REMARK)).stream())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    String flags(CellResult cell) {
        List<String> words = new ArrayList<>();
        for (Flag flag : cell.flags()) {
            words.add(
                    flag == Flag.FAILED_TRIALS
                            ? cell.failedTrials() + " of " + (cell.trials() + cell.failedTrials()) + " trials failed"
                            : flag.words());
        }
        return String.join("; ", words);
    }

    String figure(CellResult cell, String name) {
        Double value = cell.figure(name);
        if (value == null) {
            return "not available";
        }
        return switch (name) {
            case Metric.BUSY_NANOS_PER_TASK, Metric.DIGEST_NANOS_PER_TASK -> NumberText.time(value);
            case Metric.WARM_AFTER_SECONDS -> NumberText.seconds(value);
            case Metric.COMPILATION_MILLIS_PER_SECOND -> NumberText.significant(value, 2) + " ms/s";
            case Metric.JVMS -> NumberText.significant(value, 2).replaceAll("\\.0$", "");
            default -> NumberText.significant(value, 2);
        };
    }

    /** The pair of two ranked cells seen from the first, or null on the diagonal. */
    @Nullable
    Pair pair(CellResult first, CellResult second) {
        return experiment.pairs().stream()
                .map(pair -> pair.first().equals(first.cell()) ? pair : pair.mirrored())
                .filter(pair ->
                        pair.first().equals(first.cell()) && pair.second().equals(second.cell()))
                .findFirst()
                .orElse(null);
    }

    String range(Pair pair) {
        return NumberText.range(pair.speedUp(), precision);
    }

    String pairDetails(Pair pair) {
        List<String> details = new ArrayList<>();
        if (pair.simultaneous() != null) {
            if (pair.finding() == Finding.EQUAL) {
                details.add("90 % " + NumberText.range(pair.decisive(), precision));
            }
            details.add("all pairs at once " + NumberText.range(pair.simultaneous(), precision));
        }
        if (pair.probabilityFaster() != null) {
            details.add("faster in " + NumberText.percent(pair.probabilityFaster()));
        }
        if (pair.adjustedP() != null) {
            details.add("p " + NumberText.probability(pair.adjustedP()));
        }
        return String.join("; ", details);
    }

    String time(CellResult cell) {
        return IntervalText.time(cell.nanosPerTask());
    }

    /** The figures of how cells ran, and what their columns are called, in their order. */
    Map<String, String> costs() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put(Metric.TASKS_IN_FLIGHT, "tasks in flight");
        columns.put(Metric.CPUS_USED, "CPUs used");
        columns.put(Metric.BUSY_NANOS_PER_TASK, "busy time per task");
        columns.put(Metric.DIGEST_NANOS_PER_TASK, "digest per task");
        columns.put(Metric.COMPILATION_MILLIS_PER_SECOND, "compilation");
        columns.put(Metric.JVMS, "JVMs");
        columns.put(Metric.WARM_AFTER_SECONDS, "warm after");
        return columns;
    }

    String sortKey(CellResult cell, String name) {
        Double value = cell.figure(name);
        return value == null ? "-1" : value.toString();
    }

    String finding(@Nullable Finding finding) {
        return finding == null ? SMALLEST : finding.glyph() + " " + finding.words();
    }
}
