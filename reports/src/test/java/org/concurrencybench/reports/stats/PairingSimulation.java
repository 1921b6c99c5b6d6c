package org.concurrencybench.reports.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * Welch on two samples against differences within rounds, with the stop rule on and no true difference: rounds until
 * settled, and families in which any pair is told apart.
 */
final class PairingSimulation {
    private static final int MAX_ROUNDS = 120;

    private PairingSimulation() {}

    /** A table of Markdown. */
    static List<String> table(int families) {
        List<String> lines = new ArrayList<>();
        lines.add("| precision | noise | k | unpaired: rounds | false | paired: rounds | false |");
        lines.add("| --- | --- | --- | --- | --- | --- | --- |");
        for (double precision : new double[] {0.03, 0.10}) {
            for (Noise noise : new Noise[] {Noise.NORMAL, Noise.DRIFTING}) {
                for (int models : new int[] {2, 5, 8}) {
                    double[][] results = IntStream.range(0, 2)
                            .parallel()
                            .mapToObj(paired -> simulate(precision, noise, models, paired == 1, families))
                            .toArray(double[][]::new);
                    lines.add(String.format(
                            Locale.ROOT,
                            "| %.0f %% | %s | %d | %.1f | %.3f | %.1f | %.3f |",
                            100 * precision,
                            noise.name().toLowerCase(Locale.ROOT),
                            models,
                            results[0][0],
                            results[0][1],
                            results[1][0],
                            results[1][1]));
                }
            }
        }
        return lines;
    }

    /** Mean rounds, and share of families with a false difference. */
    private static double[] simulate(double precision, Noise noise, int models, boolean paired, int families) {
        RandomGenerator random = new Well19937c(models);
        Criteria criteria = Criteria.of(precision);
        StopRule rule = new StopRule(criteria);
        long rounds = 0;
        int falsely = 0;
        for (int family = 0; family < families; family++) {
            Noise.Machine machine = new Noise.Machine();
            double[][] logs = new double[models][MAX_ROUNDS];
            int n = 0;
            do {
                double[] round = new double[models];
                noise.add(round, random, machine);
                for (int model = 0; model < models; model++) {
                    logs[model][n] = round[model];
                }
                n++;
            } while (n < MAX_ROUNDS && (n < criteria.minTrials() || !settled(rule, logs, n, paired)));
            rounds += n;
            double least = 1;
            for (int a = 0; a < models; a++) {
                for (int b = a + 1; b < models; b++) {
                    least = Math.min(least, pair(logs, a, b, n, paired).pDifferent());
                }
            }
            falsely += least * StopRule.pairs(models) < criteria.testedAlpha() ? 1 : 0;
        }
        return new double[] {rounds / (double) families, falsely / (double) families};
    }

    private static boolean settled(StopRule rule, double[][] logs, int n, boolean paired) {
        for (int a = 0; a < logs.length; a++) {
            for (int b = a + 1; b < logs.length; b++) {
                if (!rule.settled(pair(logs, a, b, n, paired), StopRule.pairs(logs.length))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Welch pair(double[][] logs, int a, int b, int n, boolean paired) {
        if (!paired) {
            return new Welch(Sample.ofLogs(Arrays.copyOf(logs[a], n)), Sample.ofLogs(Arrays.copyOf(logs[b], n)));
        }
        double[] differences = new double[n];
        Arrays.setAll(differences, i -> logs[a][i] - logs[b][i]);
        // Against a side that does not vary, Welch is the one-sample t with n − 1 degrees of freedom.
        return new Welch(Sample.ofLogs(differences), new Sample(n, 0, 0));
    }
}
