package org.concurrencybench.reports.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.concurrencybench.core.workloads.NothingWorkload;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.Finding;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.findings.Pair;
import org.concurrencybench.reports.findings.Sweep;
import org.concurrencybench.reports.stats.Criteria;

/**
 * Says in plain words, with intervals, what the evidence about one experiment is: the fastest cell against each other
 * one.
 */
final class Sentences {
    private final String workload;
    private final String title;
    private final Criteria criteria;
    private final List<CellResult> ranked;
    private final List<CellResult> barred;
    private final List<Pair> againstBest;
    private final List<String> sentences = new ArrayList<>();

    private Sentences(
            String workload,
            String title,
            Criteria criteria,
            List<CellResult> ranked,
            List<CellResult> barred,
            List<Pair> pairs) {
        this.workload = workload;
        this.title = title;
        this.criteria = criteria;
        this.ranked = ranked;
        this.barred = barred;
        String best = ranked.isEmpty() ? "" : ranked.getFirst().cell();
        this.againstBest = pairs.stream()
                .filter(pair -> pair.first().equals(best) || pair.second().equals(best))
                .map(pair -> pair.first().equals(best) ? pair : pair.mirrored())
                .toList();
    }

    static List<String> of(
            String workload,
            String title,
            Criteria criteria,
            List<CellResult> ranked,
            List<CellResult> barred,
            List<Pair> pairs,
            List<Sweep> sweeps) {
        Sentences all = new Sentences(workload, title, criteria, ranked, barred, pairs);
        all.compare();
        for (CellResult cell : barred) {
            all.sentences.add(cell.name() + " is not ranked: " + cell.whyBarred() + ".");
        }
        for (Sweep sweep : sweeps) {
            all.sentences.add("How many workers for " + sweep.name() + " on " + title + "? " + sweep.answer());
        }
        return all.sentences;
    }

    static String workers(int count) {
        return count + (count == 1 ? " worker" : " workers");
    }

    private void compare() {
        if (ranked.isEmpty()) {
            sentences.add(
                    barred.isEmpty()
                            ? "Nothing was measured on " + title + " that can be compared."
                            : "Nothing that was measured on " + title + " can be ranked; the reasons follow.");
            return;
        }
        CellResult best = ranked.getFirst();
        if (ranked.size() == 1) {
            String time = NumberText.time(best.nanosPerTask().estimate()) + " per task";
            sentences.add(
                    barred.isEmpty()
                            ? "Only " + best.name() + " was measured on " + title + ": " + time
                                    + ", nothing to compare it with."
                            : "Only " + best.name() + " can be ranked on " + title + " (" + time
                                    + "), since what else was measured cannot be true or was not as asked for.");
            return;
        }
        if (workload.equals(NothingWorkload.ID)) {
            price();
            return;
        }
        String name = best.name();
        String on = " on " + title;
        say(Finding.CLEARLY_FASTER, name + " clearly beats ", on);
        say(Finding.FASTER, name + " is faster than ", on + AcrossJvms.SIZE_UNCERTAIN);
        say(Finding.LITTLE_FASTER, name + " is faster than ", on + ", but little");
        List<String> equal = of(Finding.EQUAL).stream().map(this::name).toList();
        if (!equal.isEmpty()) {
            sentences.add("Practically equal to " + name + on + " (±" + NumberText.percent(criteria.precision()) + "): "
                    + listed(equal) + ".");
        }
        of(Finding.UNDECIDED).forEach(this::undecided);
        exploratory();
    }

    /** Without work nobody wins: what remains is what each model adds to a task. */
    private void price() {
        List<String> prices = ranked.stream()
                .sorted(Comparator.comparingDouble(cell -> cell.nanosPerTask().estimate()))
                .map(cell ->
                        cell.name() + " " + NumberText.time(cell.nanosPerTask().estimate()))
                .toList();
        sentences.add("What a task costs before it does any work: " + listed(prices) + "; " + trials()
                + ". That is the price of handing it over, and no reason to choose a model for tasks that work.");
    }

    /** The other one may have the smaller estimate: cells with too few trials stand behind those with enough. */
    private void exploratory() {
        String start = "Exploratory, no verdict below " + criteria.minTrials() + " trials: ";
        String name = ranked.getFirst().name();
        Map<Boolean, List<Pair>> faster = of(Finding.EXPLORATORY).stream()
                .collect(Collectors.partitioningBy(pair -> pair.speedUp().estimate() < 1));
        say(faster.getOrDefault(false, List.of()), start + name + " had a smaller time per task than ", " on " + title);
        for (Pair pair : faster.getOrDefault(true, List.of())) {
            sentences.add(start + name(pair) + " had a smaller time per task than " + name + " on " + title + ": "
                    + NumberText.range(pair.speedUp().inverse(), criteria.precision()) + " (" + trials() + ").");
        }
    }

    private List<Pair> of(Finding finding) {
        return againstBest.stream().filter(pair -> pair.finding() == finding).toList();
    }

    /**
     * One other cell: "… B on sleep: 4.9–5.0× (8 trials)."; several: "… B (1.1–1.2×) and C (1.7–1.8×) on sleep; 8
     * trials."
     */
    private void say(Finding finding, String start, String end) {
        say(of(finding), start, end);
    }

    private void say(List<Pair> pairs, String start, String end) {
        if (pairs.size() == 1) {
            Pair pair = pairs.getFirst();
            sentences.add(start + name(pair) + end + ": " + range(pair) + " (" + trials() + ").");
        } else if (pairs.size() > 1) {
            List<String> others = pairs.stream()
                    .map(pair -> name(pair) + " (" + range(pair) + ")")
                    .toList();
            sentences.add(start + listed(others) + end + "; " + trials() + ".");
        }
    }

    private String range(Pair pair) {
        return NumberText.range(pair.decisive(), criteria.precision());
    }

    private void undecided(Pair pair) {
        String start = name(pair) + " against " + ranked.getFirst().name() + " on " + title + ": can't tell";
        List<String> reasons = ranked.stream()
                .filter(cell -> cell.cell().equals(pair.first()) || cell.cell().equals(pair.second()))
                .map(CellResult::unsettling)
                .filter(reason -> !reason.isEmpty())
                .toList();
        if (!reasons.isEmpty()) {
            sentences.add(start + ", since " + String.join("; and ", reasons) + ".");
            return;
        }
        Estimate widest = pair.simultaneous();
        String bound = "";
        if (widest != null && widest.low() != null && widest.high() != null) {
            double most = Math.max(widest.high(), 1 / widest.low()) - 1;
            bound = most < 10 ? "; any difference is below " + NumberText.percentAtMost(most) : "";
        }
        Integer more = pair.moreTrials();
        String next = more == null ? "" : "; about " + NumberText.count(more, "more round") + " would settle it";
        sentences.add(start + bound + next + ".");
    }

    private String name(Pair pair) {
        return ranked.stream()
                .filter(cell -> cell.cell().equals(pair.second()))
                .map(CellResult::name)
                .findFirst()
                .orElse(pair.second());
    }

    private String trials() {
        var counts = ranked.stream().mapToInt(CellResult::trials).summaryStatistics();
        String count = counts.getMin() == counts.getMax()
                ? Integer.toString(counts.getMin())
                : counts.getMin() + "–" + counts.getMax();
        return counts.getMax() == 1 ? "1 trial" : count + " trials";
    }

    private static String listed(List<String> names) {
        return names.size() == 1
                ? names.getFirst()
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }
}
