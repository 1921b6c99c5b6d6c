package org.concurrencybench.reports.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.findings.ScalingLaw;
import org.concurrencybench.reports.stats.BestWorkers;
import org.concurrencybench.reports.stats.Criteria;
import org.concurrencybench.reports.stats.Interval;
import org.concurrencybench.reports.stats.ScalabilityFit;
import org.concurrencybench.reports.stats.WorkersThroughput;
import org.jspecify.annotations.Nullable;

/** Says what the universal scalability law makes of a sweep. */
final class ScalingAnalyst {
    private static final int CURVE_STEPS = 40;
    private static final String UNKNOWN = "The data do not say how many workers give the largest throughput: ";

    private static final String ANOTHER_SHAPE = "the data do not say, another shape";

    private ScalingAnalyst() {}

    /**
     * Empty where there are too few numbers of workers or trials for the law.
     *
     * @param cores more workers than this cannot make the work faster, since it computes; null where it waits, or
     *     nobody knows how many there are
     */
    static Optional<ScalingLaw> law(List<WorkersThroughput> measured, Criteria criteria, @Nullable Integer cores) {
        String precision = NumberText.percent(criteria.precision());
        return switch (BestWorkers.of(
                measured, criteria.precision(), cores == null ? Double.POSITIVE_INFINITY : cores)) {
            case BestWorkers.NoFit() -> Optional.empty();
            case BestWorkers.Peak(double workers, Interval interval, ScalabilityFit fit) -> {
                Estimate best = new Estimate(workers, interval.low(), interval.high());
                String number = workers(best);
                yield Optional.of(law(
                        fit,
                        best,
                        null,
                        "The scalability law puts the largest throughput at " + number + " workers (95 % interval); "
                                + coefficients(fit) + ".",
                        "largest throughput at " + number));
            }
            case BestWorkers.AtLeast(double workers, ScalabilityFit fit) -> {
                String least = roundedDown(workers);
                yield Optional.of(law(
                        fit,
                        null,
                        workers,
                        UNKNOWN + "it is " + least
                                + " or more, as the throughput has no visible end up to " + whole(fit.largest())
                                + ", the largest number tried; " + coefficients(fit) + ".",
                        least + " or more, end not seen"));
            }
            case BestWorkers.Flat(ScalabilityFit fit) ->
                Optional.of(law(
                        fit,
                        null,
                        null,
                        UNKNOWN + "their numbers differ by less than " + precision + ", or by no more than the noise.",
                        "the data do not say, flat or noisy"));
            case BestWorkers.OtherShape(double miss, ScalabilityFit fit) ->
                Optional.of(law(
                        fit,
                        null,
                        null,
                        UNKNOWN + "the scalability law misses what was measured by up to "
                                + NumberText.percentAtMost(miss)
                                + ", as it does where a limit such as the cores ends the rise at once. The comparison of"
                                + " the numbers that were tried does not depend on it.",
                        ANOTHER_SHAPE));
            case BestWorkers.BeyondLimit(double least, double limit, ScalabilityFit fit) ->
                Optional.of(law(
                        fit,
                        null,
                        null,
                        UNKNOWN + "the scalability law puts it at " + roundedDown(least) + " or more, above the "
                                + whole(limit)
                                + " CPUs, where work that computes gains nothing; it bends where the rise"
                                + " ends at once. The comparison of the numbers that were tried does not depend on it.",
                        ANOTHER_SHAPE));
        };
    }

    private static ScalingLaw law(
            ScalabilityFit fit, @Nullable Estimate best, @Nullable Double atLeast, String answer, String brief) {
        List<ScalingLaw.Point> curve = new ArrayList<>();
        for (int i = 0; i <= CURVE_STEPS; i++) {
            double workers = Math.min(fit.largest(), Math.pow(fit.largest(), (double) i / CURVE_STEPS));
            curve.add(new ScalingLaw.Point(
                    workers, estimate(fit.throughput(workers), fit.throughputInterval(workers, BestWorkers.LEVEL))));
        }
        return new ScalingLaw(
                estimate(fit.gamma(), fit.gammaInterval(BestWorkers.LEVEL)),
                estimate(fit.alpha(), fit.alphaInterval(BestWorkers.LEVEL)),
                estimate(fit.beta(), fit.betaInterval(BestWorkers.LEVEL)),
                best,
                atLeast,
                curve,
                answer,
                brief);
    }

    private static Estimate estimate(double value, Interval interval) {
        return interval.low() == interval.high()
                ? Estimate.point(value)
                : new Estimate(value, interval.low(), interval.high());
    }

    private static String coefficients(ScalabilityFit fit) {
        return switch (fit.form()) {
            case FULL -> contention(fit) + ", " + coherence(fit);
            case CONTENTION -> contention(fit) + ", fitted without a price of coherence, which came out negative";
            case COHERENCE -> coherence(fit) + ", fitted without contention, which came out negative";
            case LINEAR -> "every worker adds as much as the first";
        };
    }

    private static String contention(ScalabilityFit fit) {
        return NumberText.percent(fit.alpha()) + " of the work runs one after the other";
    }

    private static String coherence(ScalabilityFit fit) {
        return "each worker costs every other one " + NumberText.significant(fit.beta() * 100, 2) + " %";
    }

    private static String workers(Estimate best) {
        int decimals = NumberText.decimals(best.estimate(), best.lowOrEstimate(), best.highOrEstimate());
        return String.format(
                Locale.ROOT,
                "%s [%s, %s]",
                NumberText.fixed(best.estimate(), decimals),
                NumberText.fixed(best.lowOrEstimate(), decimals),
                NumberText.fixed(best.highOrEstimate(), decimals));
    }

    /** With one decimal at most. */
    private static String roundedDown(double workers) {
        return NumberText.tidy(NumberText.fixed(Math.floor(workers * 10) / 10, 1));
    }

    private static String whole(double workers) {
        return NumberText.tidy(NumberText.fixed(workers, 0));
    }
}
