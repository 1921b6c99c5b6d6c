package org.concurrencybench.reports.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * Welch on two samples, differences of each pair within rounds, and rounds as blocks of the whole family, with the stop
 * rule on and no true difference: rounds until settled, and families in which any pair is told apart.
 */
final class PairingSimulation {
    private static final int MAX_ROUNDS = 120;

    private PairingSimulation() {}

    private enum Form {
        UNPAIRED,
        PAIRED,
        BLOCKS
    }

    /** A table of Markdown. */
    static List<String> table(int families) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "| precision | noise | k | unpaired: rounds | false | paired: rounds | false | blocks: rounds | false |");
        lines.add("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (double precision : new double[] {0.03, 0.10}) {
            for (Noise noise : new Noise[] {Noise.NORMAL, Noise.UNEQUAL, Noise.DRIFTING, Noise.PHASES}) {
                for (int models : new int[] {2, 5, 8}) {
                    double[][] results = Arrays.stream(Form.values())
                            .parallel()
                            .map(form -> simulate(precision, noise, models, form, families))
                            .toArray(double[][]::new);
                    lines.add(String.format(
                            Locale.ROOT,
                            "| %.0f %% | %s | %d | %.1f | %.3f | %.1f | %.3f | %.1f | %.3f |",
                            100 * precision,
                            noise.name().toLowerCase(Locale.ROOT),
                            models,
                            results[0][0],
                            results[0][1],
                            results[1][0],
                            results[1][1],
                            results[2][0],
                            results[2][1]));
                }
            }
        }
        return lines;
    }

    /** Mean rounds, and share of families with a false difference. */
    private static double[] simulate(double precision, Noise noise, int models, Form form, int families) {
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
            } while (n < MAX_ROUNDS && (n < criteria.minTrials() || !settled(rule, pairs(logs, n, form), models)));
            rounds += n;
            double least = pairs(logs, n, form).stream()
                    .mapToDouble(Welch::pDifferent)
                    .min()
                    .orElse(1);
            falsely += least * StopRule.pairs(models) < criteria.testedAlpha() ? 1 : 0;
        }
        return new double[] {rounds / (double) families, falsely / (double) families};
    }

    private static boolean settled(StopRule rule, List<Welch> pairs, int models) {
        return pairs.stream().allMatch(pair -> rule.settled(pair, StopRule.pairs(models)));
    }

    private static List<Welch> pairs(double[][] logs, int n, Form form) {
        double[][] rounds =
                Arrays.stream(logs).map(member -> Arrays.copyOf(member, n)).toArray(double[][]::new);
        List<Sample> samples = form == Form.BLOCKS
                ? Blocks.samples(rounds)
                : Arrays.stream(rounds).map(Sample::ofLogs).toList();
        List<Welch> pairs = new ArrayList<>();
        for (int a = 0; a < logs.length; a++) {
            for (int b = a + 1; b < logs.length; b++) {
                pairs.add(
                        form == Form.PAIRED ? paired(rounds[a], rounds[b]) : new Welch(samples.get(a), samples.get(b)));
            }
        }
        return pairs;
    }

    private static Welch paired(double[] a, double[] b) {
        double[] differences = new double[a.length];
        Arrays.setAll(differences, i -> a[i] - b[i]);
        // Against a side that does not vary, Welch is the one-sample t with n − 1 degrees of freedom.
        return new Welch(Sample.ofLogs(differences), new Sample(a.length, 0, 0));
    }
}
