package org.concurrencybench.reports.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.concurrencybench.reports.analysis.cells.CellTrials;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.Finding;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.findings.ScalingLaw;
import org.concurrencybench.reports.findings.Sweep;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.stats.Comparison;
import org.concurrencybench.reports.stats.Criteria;
import org.concurrencybench.reports.stats.Family;
import org.concurrencybench.reports.stats.Verdict;
import org.concurrencybench.reports.stats.WorkersThroughput;
import org.jspecify.annotations.Nullable;

/** Answers "how many workers?" for each model that was swept, on each JVM. */
final class SweepAnalyst {
    private static final String WORKERS = "workers";
    private static final double NANOS_PER_SECOND = 1e9;

    private SweepAnalyst() {}

    static List<Sweep> sweeps(
            List<CellTrials> cells,
            Criteria criteria,
            boolean waits,
            @Nullable Integer cores,
            BiFunction<CellTrials, Estimate, CellResult> result) {
        Map<String, List<CellTrials>> byModel = cells.stream()
                .collect(Collectors.groupingBy(cell -> swept(cell.cell()), TreeMap::new, Collectors.toList()));
        List<Sweep> sweeps = new ArrayList<>();
        byModel.forEach((model, points) -> {
            if (points.size() > 1) {
                sweeps.add(sweep(model, points, criteria, waits, cores, result));
            }
        });
        return sweeps;
    }

    private static String swept(Cell cell) {
        return cell.jvm().isEmpty() ? cell.model() : cell.model() + " (JDK " + cell.jvm() + ")";
    }

    private static Sweep sweep(
            String model,
            List<CellTrials> unsorted,
            Criteria criteria,
            boolean waits,
            @Nullable Integer cores,
            BiFunction<CellTrials, Estimate, CellResult> result) {
        List<CellTrials> cells = unsorted.stream()
                .sorted(Comparator.comparingInt((CellTrials cell) -> workers(cell.cell()))
                        .thenComparing(cell -> cell.cell().id()))
                .toList();
        Family family = Family.of(cells.stream().map(CellTrials::contender).toList(), criteria);
        int best = family.order().getFirst();
        List<Sweep.Point> points = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            Finding finding = i == best ? null : Finding.of(family.comparison(i, best));
            Estimate speedUp = i == 0 ? Estimate.point(1) : Estimate.speedUp(family.comparison(i, 0));
            CellResult measured = result.apply(cells.get(i), Estimate.of(family.sample(i)));
            points.add(new Sweep.Point(workers(cells.get(i).cell()), measured, speedUp, finding));
        }
        return answered(
                model,
                points,
                family,
                best,
                cores,
                criteria,
                ScalingAnalyst.law(throughputs(cells), criteria, waits ? null : cores)
                        .orElse(null));
    }

    /** Of each trial, tasks per second. */
    private static List<WorkersThroughput> throughputs(List<CellTrials> cells) {
        return cells.stream()
                .flatMap(cell -> cell.means().stream()
                        .map(nanos -> new WorkersThroughput(workers(cell.cell()), NANOS_PER_SECOND / nanos)))
                .toList();
    }

    /** The number of workers, where the model has such a setting; else the tasks in flight, which is what was swept. */
    private static int workers(Cell cell) {
        String text = cell.settings().getOrDefault(WORKERS, "");
        return text.matches("[1-9]\\d{0,6}") ? Integer.parseInt(text) : cell.concurrency();
    }

    /** Whether a number of workers can be the answer. */
    private enum Fitness {
        /** Practically equal to every other number, or faster. */
        GOOD,
        /** Another number is shown to be faster, by more than a little as far as one can tell. */
        WORSE,
        OPEN
    }

    private static Fitness fitness(Family family, int number) {
        boolean good = true;
        for (int other = 0; other < family.contenders().size(); other++) {
            if (other == number) {
                continue;
            }
            Comparison comparison = family.comparison(number, other);
            boolean slower =
                    comparison.faster().isPresent() && comparison.faster().getAsInt() == other;
            if (slower && comparison.verdict() != Verdict.FASTER_BUT_LITTLE) {
                return Fitness.WORSE;
            }
            good &= !slower && (comparison.faster().isPresent() || comparison.verdict() == Verdict.PRACTICALLY_EQUAL);
        }
        return good ? Fitness.GOOD : Fitness.OPEN;
    }

    /** The smallest number that is not shown to be worse is the answer, unless that itself is open. */
    private static Sweep answered(
            String model,
            List<Sweep.Point> points,
            Family family,
            int best,
            @Nullable Integer cores,
            Criteria criteria,
            @Nullable ScalingLaw law) {
        String tried =
                points.stream().map(point -> Integer.toString(point.workers())).collect(Collectors.joining(", "));
        int fastest = points.get(best).workers();
        if (points.stream().anyMatch(point -> point.finding() == Finding.EXPLORATORY)) {
            int smallest = points.stream()
                    .min(Comparator.comparingDouble(
                            point -> point.result().nanosPerTask().estimate()))
                    .map(Sweep.Point::workers)
                    .orElse(fastest);
            String answer = "Exploratory, fewer than " + criteria.minTrials() + " trials: of " + tried + ", "
                    + Sentences.workers(smallest) + " had the smallest time per task; no answer yet.";
            return new Sweep(model, points, cores, null, answer, law);
        }
        List<Integer> candidates = new ArrayList<>();
        boolean good = false;
        for (int i = 0; i < points.size() && !good; i++) {
            Fitness fitness = fitness(family, i);
            good = fitness == Fitness.GOOD;
            if (fitness != Fitness.WORSE) {
                candidates.add(points.get(i).workers());
            }
        }
        if (!good || candidates.size() != 1) {
            List<String> reasons = points.stream()
                    .map(point -> point.result().unsettling())
                    .filter(reason -> !reason.isEmpty())
                    .toList();
            String among = candidates.stream().map(String::valueOf).collect(Collectors.joining(", "));
            String answer = "Undecided between " + among + " workers, of " + tried + " tried: " + fastest
                    + " had the smallest time per task; "
                    + (reasons.isEmpty()
                            ? "more trials would tell whether fewer are practically equal."
                            : "no verdict, since " + String.join("; and ", reasons) + ".");
            return new Sweep(model, points, cores, null, answer, law);
        }
        int enough = candidates.getFirst();
        String start = Sentences.workers(enough) + (enough == 1 ? " is enough: " : " are enough: ");
        String reason = enough == fastest
                ? "the smallest time per task of " + tried + " tried"
                : "practically equal (within ±" + NumberText.percent(criteria.precision()) + ") to " + fastest
                        + ", the fastest of " + tried + " tried";
        String end = enough == points.getFirst().workers() ? "." : "; fewer are slower.";
        return new Sweep(model, points, cores, enough, start + reason + end, law);
    }
}
