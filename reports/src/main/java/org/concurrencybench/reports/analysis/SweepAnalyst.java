package org.concurrencybench.reports.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.stats.Criteria;
import org.concurrencybench.reports.stats.Family;
import org.concurrencybench.reports.stats.Sample;
import org.jspecify.annotations.Nullable;

/** Answers "how many workers?" for each model that was swept. */
final class SweepAnalyst {
    private static final String WORKERS = "workers";

    private SweepAnalyst() {}

    static List<Sweep> sweeps(
            List<CellTrials> cells,
            Criteria criteria,
            @Nullable Integer cores,
            Function<CellTrials, CellResult> result) {
        Map<String, List<CellTrials>> byModel = cells.stream()
                .collect(Collectors.groupingBy(cell -> cell.cell().model(), TreeMap::new, Collectors.toList()));
        List<Sweep> sweeps = new ArrayList<>();
        byModel.forEach((model, points) -> {
            if (points.size() > 1) {
                sweeps.add(sweep(model, points, criteria, cores, result));
            }
        });
        return sweeps;
    }

    private static Sweep sweep(
            String model,
            List<CellTrials> unsorted,
            Criteria criteria,
            @Nullable Integer cores,
            Function<CellTrials, CellResult> result) {
        List<CellTrials> cells = unsorted.stream()
                .sorted(Comparator.comparingInt((CellTrials cell) -> workers(cell.cell()))
                        .thenComparing(cell -> cell.cell().id()))
                .toList();
        Family family = Family.of(cells.stream().map(CellTrials::contender).toList(), criteria);
        Sample first = cells.getFirst().sample();
        int best = 0;
        for (int i = 1; i < cells.size(); i++) {
            best = cells.get(i).sample().mean() < cells.get(best).sample().mean() ? i : best;
        }
        List<Sweep.Point> points = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            Finding finding = i == best
                    ? null
                    : Finding.ofFaster(family.comparison(best, i).verdict()).mirrored();
            Estimate speedUp = i == 0
                    ? Estimate.point(1)
                    : Estimate.ratio(first, cells.get(i).sample());
            points.add(new Sweep.Point(workers(cells.get(i).cell()), result.apply(cells.get(i)), speedUp, finding));
        }
        return answered(model, points, best, cores, criteria);
    }

    /** The number of workers, where the model has such a setting; else the tasks in flight, which is what was swept. */
    private static int workers(Cell cell) {
        String text = cell.settings().getOrDefault(WORKERS, "");
        return text.matches("[1-9]\\d{0,6}") ? Integer.parseInt(text) : cell.concurrency();
    }

    private static Sweep answered(
            String model, List<Sweep.Point> points, int best, @Nullable Integer cores, Criteria criteria) {
        String tried =
                points.stream().map(point -> Integer.toString(point.workers())).collect(Collectors.joining(", "));
        String fastest = Sentences.workers(points.get(best).workers());
        if (points.stream().anyMatch(point -> point.finding() == Finding.EXPLORATORY)) {
            return new Sweep(
                    model,
                    points,
                    cores,
                    null,
                    "Exploratory, fewer than " + criteria.minTrials() + " trials: of " + tried + ", " + fastest
                            + " had the smallest time per task; no answer yet.");
        }
        List<Integer> open = new ArrayList<>();
        int enough = best;
        for (int i = best - 1; i >= 0; i--) {
            Finding finding = points.get(i).finding();
            if (finding == Finding.EQUAL) {
                enough = i;
            }
        }
        for (int i = 0; i < enough; i++) {
            Finding finding = points.get(i).finding();
            if (finding == Finding.UNDECIDED || finding == Finding.LITTLE_SLOWER) {
                open.add(points.get(i).workers());
            }
        }
        int answer = points.get(enough).workers();
        StringBuilder words = new StringBuilder();
        if (open.isEmpty()) {
            words.append(Sentences.workers(answer)).append(answer == 1 ? " is enough: " : " are enough: ");
        } else {
            words.append("Undecided between ")
                    .append(open.stream().map(String::valueOf).collect(Collectors.joining(", ")))
                    .append(" and ")
                    .append(Sentences.workers(answer))
                    .append(": ");
        }
        if (enough == best) {
            words.append("the smallest time per task of ").append(tried).append(" tried");
            words.append(
                    best == 0
                            ? ", and no larger number is shown to be faster."
                            : open.isEmpty()
                                    ? "; fewer are slower."
                                    : "; more trials would tell whether fewer are practically equal.");
        } else {
            words.append("practically equal (within ±")
                    .append(Numbers.percent(criteria.precision()))
                    .append(") to ")
                    .append(points.get(best).workers())
                    .append(", the fastest of ")
                    .append(tried)
                    .append(" tried");
            words.append(open.isEmpty() ? "." : "; more trials would tell whether fewer are too.");
        }
        return new Sweep(model, points, cores, open.isEmpty() ? answer : null, words.toString());
    }
}
