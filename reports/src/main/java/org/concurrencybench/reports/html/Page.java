package org.concurrencybench.reports.html;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.concurrencybench.reports.compare.EarlierRun;
import org.concurrencybench.reports.csv.FigureTables;
import org.concurrencybench.reports.csv.IterationsCsv;
import org.concurrencybench.reports.csv.SummaryCsv;
import org.concurrencybench.reports.findings.Analysis;
import org.concurrencybench.reports.findings.Experiment;
import org.concurrencybench.reports.findings.FailedCause;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.records.PilotRecord;
import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;
import org.jspecify.annotations.Nullable;

/** Everything that the templates show of one run. */
final class Page {
    /** Larger files stay beside the page; browsers grow slow with more. */
    private static final int MOST_EMBEDDED_CHARS = 3_000_000;
    /** Entries of the environment that stand on the first screen. */
    private static final int FIRST_FACTS = 5;

    private final RunResults run;
    private final Analysis analysis;
    private final @Nullable EarlierRun earlier;
    private final List<String> recordings;
    private final List<ExperimentView> experiments = new ArrayList<>();
    private final List<LatencyView> latencies;
    private final List<CapacityView> capacities;

    /** {@code recordings}: names of files next to the page. */
    Page(RunResults run, Analysis analysis, @Nullable EarlierRun earlier, List<String> recordings) {
        this.run = run;
        this.recordings = List.copyOf(recordings);
        this.analysis = analysis;
        this.earlier = earlier;
        Map<String, List<TrialRecord>> trials = run.trials().stream()
                .filter(TrialRecord::measured)
                .filter(Page::canBeDrawn)
                .collect(Collectors.groupingBy(TrialRecord::cell));
        Anchors anchors = new Anchors();
        for (Experiment experiment : analysis.experiments()) {
            experiments.add(new ExperimentView(
                    anchors.of(experiment.id()),
                    experiment,
                    trials,
                    analysis.precision(),
                    run.header()
                            .pilot(experiment.id())
                            .map(PilotRecord::figures)
                            .orElse(List.of())));
        }
        latencies = LatencyView.of(analysis.latencies(), anchors, analysis.precision());
        capacities = analysis.capacities().stream()
                .map(sought ->
                        new CapacityView(anchors.of("capacity " + sought.experiment()), sought, analysis.precision()))
                .toList();
    }

    Analysis analysis() {
        return analysis;
    }

    /** The run before this one, or null where none is kept that can be compared. */
    @Nullable
    EarlierRun earlier() {
        return earlier;
    }

    RunHeader header() {
        return run.header();
    }

    List<ExperimentView> experiments() {
        return experiments;
    }

    /** Experiments whose tasks arrived on a schedule. */
    List<LatencyView> latencies() {
        return latencies;
    }

    /** Capacities that were sought. */
    List<CapacityView> capacities() {
        return capacities;
    }

    String title() {
        return "concurrency-bench: " + analysis.plan() + ", " + analysis.startedAt();
    }

    /** The date and time of the start, in UTC, without the letters of ISO 8601. */
    String startedAt() {
        return analysis.startedAt().replace('T', ' ').replace("Z", " UTC");
    }

    Map<String, String> firstFacts() {
        Map<String, String> first = new LinkedHashMap<>();
        header().environment().entrySet().stream()
                .limit(FIRST_FACTS)
                .forEach(entry -> first.put(entry.getKey(), entry.getValue()));
        return first;
    }

    String ended() {
        if (analysis.end() == null) {
            return "cut off before its end";
        }
        return switch (analysis.end()) {
            case SETTLED -> allSettled() ? "every comparison precise enough" : "no further round was needed";
            case ROUNDS -> "all planned rounds done";
            case BUDGET -> "time spent";
            case INTERRUPTED -> "interrupted";
        };
    }

    private boolean allSettled() {
        return analysis.experiments().stream()
                .map(Experiment::state)
                .allMatch(state -> state == Experiment.State.SETTLED || state == Experiment.State.NOTHING_TO_COMPARE);
    }

    String plannedRounds() {
        int least = header().minRounds();
        int most = header().maxRounds();
        return least == most ? Integer.toString(least) : least + " to " + most;
    }

    RoundsDone rounds() {
        return RoundsDone.of(run);
    }

    String wallTime() {
        return analysis.wallSeconds() == null ? "n/a" : NumberText.seconds(analysis.wallSeconds());
    }

    /** The time that the run might take; more than at its start where it went on with more. */
    String budget() {
        return NumberText.seconds(run.budgetSeconds());
    }

    /** How often the run went on after it had been cut off, interrupted or given more time. */
    String resumed() {
        int times = run.resumptions().size();
        return times == 0 ? "never" : times == 1 ? "once" : times + " times";
    }

    ShareBar shares() {
        return new ShareBar(analysis.shares());
    }

    /** Whether there is a matrix to show: not where only prices, loads or capacities were planned. */
    boolean hasMatrix() {
        boolean others = analysis.prices() != null
                || !analysis.latencies().isEmpty()
                || !analysis.capacities().isEmpty();
        return !others || !overview().models().isEmpty();
    }

    Overview overview() {
        return new Overview(header());
    }

    /** Each cause once. */
    List<FailedCause> failed() {
        return FailedCause.of(Stream.concat(
                        experiments.stream().flatMap(view -> view.experiment().failed().stream()),
                        Stream.concat(
                                analysis.latencies().stream().flatMap(load -> load.failed().stream()),
                                analysis.capacities().stream().flatMap(sought -> sought.failed().stream())))
                .toList());
    }

    List<Map.Entry<ExperimentView, org.concurrencybench.reports.findings.LeftOut>> leftOut() {
        return experiments.stream()
                .flatMap(view -> view.experiment().leftOut().stream().map(left -> Map.entry(view, left)))
                .toList();
    }

    /** A constant in the words of people: {@code BREAKS_PHYSICS} is "breaks physics". */
    String words(Enum<?> constant) {
        return constant == org.concurrencybench.reports.records.Failure.Kind.JVM_EXIT
                ? "JVM exit"
                : constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static boolean canBeDrawn(TrialRecord trial) {
        return trial.iterations().stream().allMatch(nanos -> nanos > 0 && Double.isFinite(nanos));
    }

    /** What the measured JVMs said of themselves, each with all the values that were seen. */
    Map<String, Set<String>> facts() {
        return MeasuredJvms.facts(run.trials());
    }

    List<String> recordings() {
        return recordings;
    }

    List<RawFile> rawFiles() {
        Set<RawFile> files = new LinkedHashSet<>();
        files.add(new RawFile(
                SummaryCsv.NAME, "text/csv", "a row for each cell, with its verdict", SummaryCsv.write(run, analysis)));
        files.add(new RawFile(
                IterationsCsv.NAME,
                "text/csv",
                "every iteration to six digits, a row for each trial",
                IterationsCsv.write(run)));
        FigureTables.of(analysis)
                .forEach(table -> files.add(new RawFile(table.name(), "text/csv", table.about(), table.text())));
        return List.copyOf(files);
    }

    /** The price list; null for a run without one. */
    @Nullable
    PricesView prices() {
        return analysis.prices() == null ? null : new PricesView(analysis.prices());
    }

    /** A file that can be taken out of the page. */
    record RawFile(String name, String type, String about, String text) {
        boolean embedded() {
            return text.length() <= MOST_EMBEDDED_CHARS;
        }

        String size() {
            return NumberText.bytes(text.getBytes(StandardCharsets.UTF_8).length);
        }

        String link() {
            return "data:" + type + ";base64,"
                    + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
