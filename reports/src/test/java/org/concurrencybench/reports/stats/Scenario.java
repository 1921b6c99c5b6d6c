package org.concurrencybench.reports.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * A world whose truth is known: every other model is slower by d, the rest are alike. Both kinds of pairs are in it, so
 * that claims about difference and about equality can go wrong in one family.
 *
 * @param models k
 * @param d true difference of logs between the two kinds
 * @param precision δ of the plan
 * @param noise how trials vary
 * @param maxRounds where the budget ends
 */
record Scenario(int models, double d, double precision, Noise noise, int maxRounds) {
    private static final NormalDistribution STANDARD_NORMAL = new NormalDistribution(null, 0, 1);

    /** Every noise and family size, with no difference, one of exactly the precision either way, and one of 5 %. */
    static List<Scenario> all(double precision, int maxRounds) {
        double limit = Math.log1p(precision);
        List<Scenario> scenarios = new ArrayList<>();
        for (Noise noise : Noise.values()) {
            for (int models : new int[] {2, 5, 8}) {
                for (double d : new double[] {0, limit, -limit, Math.log1p(0.05)}) {
                    scenarios.add(new Scenario(models, d, precision, noise, maxRounds));
                }
            }
        }
        return scenarios;
    }

    double trueDifference(int a, int b) {
        return (a % 2 - b % 2) * d;
    }

    /** Measures one family in rounds until the stop rule is content or the budget is spent. */
    Family measure(RandomGenerator random) {
        Criteria criteria = Criteria.of(precision);
        StopRule rule = new StopRule(criteria);
        Noise.Machine machine = new Noise.Machine();
        double[][] logs = new double[models][maxRounds];
        int rounds = 0;
        do {
            double[] round = new double[models];
            noise.add(round, random, machine);
            for (int model = 0; model < models; model++) {
                logs[model][rounds] = round[model] + model % 2 * d;
            }
            rounds++;
        } while (rounds < maxRounds && !settled(rule, criteria, samples(logs, rounds)));
        List<Contender> contenders = new ArrayList<>();
        for (int model = 0; model < models; model++) {
            double[] trialMeans =
                    Arrays.stream(logs[model], 0, rounds).map(Math::exp).toArray();
            contenders.add(Contender.of("model " + model, trialMeans));
        }
        return Family.of(contenders, criteria);
    }

    /** The rule, asked only where its answer is not plain: no t is below the normal quantile. Three times as fast. */
    private static boolean settled(StopRule rule, Criteria criteria, List<Sample> samples) {
        if (samples.getFirst().n() < criteria.minTrials()) {
            return false;
        }
        double quantile = STANDARD_NORMAL.inverseCumulativeProbability(
                1 - criteria.testedAlpha() / 2 / StopRule.pairs(samples.size()));
        for (Sample a : samples) {
            for (Sample b : samples) {
                Welch pair = new Welch(a, b);
                if (a != b && quantile * pair.se() > Math.max(criteria.limit(), Math.abs(pair.d()) / 4)) {
                    return false;
                }
            }
        }
        return rule.settled(samples);
    }

    private static List<Sample> samples(double[][] logs, int rounds) {
        return rounds < 2
                ? Arrays.stream(logs)
                        .map(model -> Sample.ofLogs(Arrays.copyOf(model, rounds)))
                        .toList()
                : Blocks.samples(Arrays.stream(logs)
                        .map(model -> Arrays.copyOf(model, rounds))
                        .toArray(double[][]::new));
    }
}
