package org.concurrencybench.reports.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.concurrencybench.reports.analysis.cells.CellTrials;
import org.concurrencybench.reports.analysis.gates.Gates;
import org.concurrencybench.reports.analysis.gates.Machine;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.Experiment;
import org.concurrencybench.reports.findings.Finding;
import org.concurrencybench.reports.findings.Flagged;
import org.concurrencybench.reports.findings.LeftOut;
import org.concurrencybench.reports.findings.Pair;
import org.concurrencybench.reports.findings.Sweep;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Role;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.LeftOutCell;
import org.concurrencybench.reports.stats.Comparison;
import org.concurrencybench.reports.stats.Criteria;
import org.concurrencybench.reports.stats.Family;
import org.concurrencybench.reports.stats.Rank;
import org.concurrencybench.reports.stats.Sample;
import org.concurrencybench.reports.stats.Verdict;
import org.jspecify.annotations.Nullable;

/** Turns the trials of one experiment into what they say. */
final class ExperimentAnalyst {
    private final String title;
    private final List<CellTrials> cells;
    private final List<LeftOutCell> leftOut;
    private final Criteria criteria;
    private final Machine machine;
    private final Cell any;
    private final boolean waits;
    private final Map<String, List<Flagged>> flags = new HashMap<>();

    ExperimentAnalyst(
            String title, List<CellTrials> cells, List<LeftOutCell> leftOut, Criteria criteria, Machine machine) {
        this.title = title;
        this.cells = cells;
        this.leftOut = leftOut;
        this.criteria = criteria;
        this.machine = machine;
        this.any =
                cells.isEmpty() ? leftOut.getFirst().cell() : cells.getFirst().cell();
        this.waits = waits(cells);
        Gates gates = new Gates(waits, machine, criteria, cells, leftOut);
        for (CellTrials cell : cells) {
            if (cell.isMeasured()) {
                flags.put(cell.cell().id(), gates.flags(cell));
            }
        }
    }

    /** Every measured cell by itself: neither ratio nor rank. */
    List<CellResult> cells() {
        return cells.stream().filter(CellTrials::isMeasured).map(this::result).toList();
    }

    Experiment analyse() {
        List<CellTrials> compared =
                measured(Role.COMPARED).stream().filter(cell -> !barred(cell)).toList();
        @Nullable
        Family family = compared.isEmpty()
                ? null
                : Family.of(compared.stream().map(CellTrials::contender).toList(), criteria);
        List<CellTrials> contenders = new ArrayList<>();
        List<CellResult> ranked = new ArrayList<>();
        List<Pair> pairs = new ArrayList<>();
        @Nullable Sample best = null;
        if (family != null) {
            List<Integer> order = family.order();
            int first = order.getFirst();
            best = family.sample(first);
            for (int i : order) {
                contenders.add(compared.get(i));
                ranked.add(ranked(compared.get(i), family, i, first));
            }
            for (int i = 0; i < order.size(); i++) {
                for (int other : order.subList(i + 1, order.size())) {
                    pairs.add(Pair.of(family.comparison(order.get(i), other), family));
                }
            }
        }
        Experiment.State state = state(family);
        List<CellTrials> swept =
                measured(Role.SWEEP).stream().filter(cell -> !barred(cell)).toList();
        List<Sweep> sweeps = SweepAnalyst.sweeps(
                swept, criteria, waits, machine.usable(), (cell, time) -> result(cell, time, null, null, null));
        List<CellResult> barred = unranked(measured(Role.COMPARED).stream().filter(this::barred), best);
        List<CellResult> beside = unranked(measured(Role.BESIDE).stream(), best);
        List<String> sentences =
                new ArrayList<>(Sentences.of(any.workload(), title, criteria, ranked, barred, pairs, sweeps));
        sentences.addAll(AcrossJvms.sentences(
                title, contenders.stream().map(CellTrials::cell).toList(), pairs, criteria));
        return new Experiment(
                any.experiment(),
                any.workload(),
                title,
                any.parameters(),
                waits,
                any.tasks(),
                state,
                sentences,
                ranked,
                barred,
                beside,
                pairs,
                sweeps,
                IterationAnalyst.hint(cells).orElse(null),
                cells.stream().flatMap(cell -> cell.failedCells().stream()).toList(),
                leftOutCells(),
                CostAnalyst.costs(
                        cells, ranked.isEmpty() ? null : ranked.getFirst().cell()));
    }

    private Experiment.State state(@Nullable Family family) {
        if (family == null || family.comparisons().isEmpty()) {
            return Experiment.State.NOTHING_TO_COMPARE;
        }
        if (family.comparisons().stream().allMatch(comparison -> comparison.verdict() == Verdict.EXPLORATORY)) {
            return Experiment.State.EXPLORATORY;
        }
        return family.settled() ? Experiment.State.SETTLED : Experiment.State.OPEN;
    }

    /** One batch an iteration: that is how work that is declared as waiting is measured, however many are in flight. */
    private static boolean waits(List<CellTrials> cells) {
        return cells.stream()
                .map(CellTrials::cell)
                .filter(cell -> cell.has(Role.COMPARED))
                .anyMatch(cell -> cell.shape() == Shape.MAKESPAN);
    }

    private List<CellTrials> measured(Role role) {
        return cells.stream()
                .filter(cell -> cell.isMeasured() && cell.cell().has(role))
                .toList();
    }

    private boolean barred(CellTrials cell) {
        return flags.getOrDefault(cell.cell().id(), List.of()).stream()
                .anyMatch(flagged -> flagged.flag().bars());
    }

    private List<CellResult> unranked(Stream<CellTrials> some, @Nullable Sample best) {
        return some.sorted(byTime())
                .map(cell -> result(
                        cell,
                        cell.nanosPerTask(),
                        best == null ? null : Estimate.ratio(cell.sample(), best),
                        null,
                        null))
                .toList();
    }

    private static Comparator<CellTrials> byTime() {
        return Comparator.comparingDouble((CellTrials cell) -> cell.sample().mean())
                .thenComparing(cell -> cell.cell().id());
    }

    private CellResult ranked(CellTrials cell, Family family, int place, int first) {
        Estimate time = Estimate.of(family.sample(place));
        if (place == first) {
            return result(cell, time, Estimate.point(1), family.rank(place), null);
        }
        Comparison comparison = family.comparison(place, first);
        return result(
                cell,
                time,
                Estimate.of(comparison.ratio(), comparison.interval()),
                family.rank(place),
                Finding.of(comparison));
    }

    private CellResult result(
            CellTrials cell,
            Estimate time,
            @Nullable Estimate ratio,
            @Nullable Rank ranks,
            @Nullable Finding standing) {
        List<Flagged> flagged = flags.getOrDefault(cell.cell().id(), List.of());
        return new CellResult(
                cell.cell().id(),
                cell.cell().displayName(),
                cell.cell().family(),
                cell.cell().cpus(),
                cell.cell().concurrencyText(),
                time,
                ratio,
                ranks,
                standing,
                cell.trials(),
                cell.judgement().steadiness(),
                cell.judgement()
                        .trend()
                        .map(trend -> Math.expm1(trend.change()))
                        .orElse(null),
                cell.judgement().unsteadyTrials(),
                cell.failures(),
                cell.leastIterations(),
                cell.means(),
                cell.figures(),
                cell.workloadFigures(),
                flagged.stream().map(Flagged::flag).toList(),
                flagged.stream().filter(some -> !some.seen().isEmpty()).toList());
    }

    private CellResult result(CellTrials cell) {
        return result(cell, cell.nanosPerTask(), null, null, null);
    }

    private List<LeftOut> leftOutCells() {
        List<LeftOut> all = new ArrayList<>();
        for (LeftOutCell left : leftOut) {
            all.add(new LeftOut(
                    left.cell().id(), left.cell().displayName(), left.reason(), left.computedNanosPerTask()));
        }
        for (CellTrials cell : cells) {
            if (cell.tried() == 0) {
                all.add(new LeftOut(
                        cell.cell().id(),
                        cell.cell().displayName(),
                        "planned, but the run ended before its first trial",
                        null));
            }
        }
        return all;
    }
}
