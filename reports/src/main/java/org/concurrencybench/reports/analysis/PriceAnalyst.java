package org.concurrencybench.reports.analysis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.concurrencybench.core.prices.Primitive;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.PriceFigure;
import org.concurrencybench.reports.findings.PriceList;
import org.concurrencybench.reports.plan.PriceCell;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.LeftOutPrice;
import org.concurrencybench.reports.records.PriceRecord;
import org.concurrencybench.reports.records.PriceResults;
import org.concurrencybench.reports.records.PricesPlanned;
import org.concurrencybench.reports.stats.Interval;
import org.concurrencybench.reports.stats.Mean;
import org.jspecify.annotations.Nullable;

/**
 * Makes a price list of its records. The trial is the replicate: the logs of its prices have a mean and an interval of
 * Student's t.
 */
final class PriceAnalyst {
    private static final double LEVEL = 0.95;
    /** Two one-sided tests of 5 % each. */
    private static final double EQUIVALENCE_LEVEL = 0.9;
    /** Doubling the work doubles the cost when it does so within this fraction. */
    private static final double TOLERANCE = 0.1;

    private static final double TWO = 2;

    private final PriceResults results;
    private final int minTrials;

    private PriceAnalyst(PriceResults results, int minTrials) {
        this.results = results;
        this.minTrials = minTrials;
    }

    /** The price list; null for a run without one. */
    static @Nullable PriceList analyse(PriceResults results, int minTrials) {
        PricesPlanned planned = results.planned();
        return planned == null ? null : new PriceAnalyst(results, minTrials).list(planned);
    }

    private PriceList list(PricesPlanned planned) {
        List<PriceFigure> figures = new ArrayList<>();
        List<PriceList.Missing> missing = new ArrayList<>();
        for (PriceCell cell : planned.cells()) {
            List<PriceRecord> tried = results.trials(cell);
            List<PriceRecord> measured =
                    tried.stream().filter(PriceRecord::measured).toList();
            if (measured.isEmpty()) {
                missing.add(missing(cell, reason(tried), true));
            } else {
                figures.add(figure(cell, measured, tried.size() - measured.size()));
            }
        }
        for (LeftOutPrice left : planned.leftOut()) {
            missing.add(missing(left.cell(), left.reason(), false));
        }
        return new PriceList(minTrials, figures, missing, otherCpus());
    }

    private @Nullable Double otherCpus() {
        List<Double> used = results.trials().stream()
                .map(PriceRecord::otherCpus)
                .filter(Objects::nonNull)
                .toList();
        return used.isEmpty()
                ? null
                : used.stream().mapToDouble(Double::doubleValue).sum() / used.size();
    }

    private static PriceList.Missing missing(PriceCell cell, String reason, boolean failed) {
        return new PriceList.Missing(cell.primitive(), cell.where(), cell.key(), cell.label(), reason, failed);
    }

    private static String reason(List<PriceRecord> tried) {
        return tried.stream()
                .map(PriceRecord::failure)
                .filter(Objects::nonNull)
                .findFirst()
                .map(Failure::headline)
                .orElse("the run ended before its first trial");
    }

    private static PriceFigure figure(PriceCell cell, List<PriceRecord> measured, int failed) {
        List<Double> each = measured.stream().map(PriceRecord::each).toList();
        List<Double> doubling = measured.stream().map(PriceRecord::doubling).toList();
        boolean memory =
                Primitive.of(cell.primitive()).filter(Primitive::isMemory).isPresent();
        return new PriceFigure(
                cell.primitive(),
                cell.where(),
                cell.key(),
                cell.label(),
                memory ? "B" : "ns",
                estimate(each),
                measured.size(),
                failed,
                (int) measured.stream().filter(trial -> !trial.steady()).count(),
                estimate(doubling),
                check(doubling));
    }

    private static Estimate estimate(Collection<Double> values) {
        Mean logs = Mean.of(logs(values), LEVEL);
        Interval interval = logs.interval();
        return Estimate.of(Math.exp(logs.mean()), new Interval(Math.exp(interval.low()), Math.exp(interval.high())));
    }

    /** Proportional when the 90 % interval lies within the tolerance; not so when the 95 % one shows it. */
    private static PriceFigure.Check check(Collection<Double> doubling) {
        double[] logs = logs(doubling.stream().map(ratio -> ratio / TWO).toList());
        double most = Math.log1p(TOLERANCE);
        Mean mean = Mean.of(logs, LEVEL);
        Interval narrow = Mean.of(logs, EQUIVALENCE_LEVEL).interval();
        Interval wide = mean.interval();
        if (narrow.low() >= -most && narrow.high() <= most) {
            return PriceFigure.Check.PROPORTIONAL;
        }
        return Math.abs(mean.mean()) > most && (wide.low() > 0 || wide.high() < 0)
                ? PriceFigure.Check.NOT_PROPORTIONAL
                : PriceFigure.Check.UNCLEAR;
    }

    private static double[] logs(Collection<Double> values) {
        return values.stream().mapToDouble(Math::log).toArray();
    }
}
