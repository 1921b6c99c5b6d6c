package org.concurrencybench.reports.stats;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Takes out of the trials of a family what the machine did to whole rounds: a round is a block, in which every member is
 * measured once.
 *
 * <p>With y the log of a trial mean, m of k members and r of F rounds: the effect of a round is the mean over its members of
 * y − ȳ of the member; what is left of a trial, e = y − ȳ − effect, has the variance σ²(k − 1)/k when members vary alike, so the
 * variance of a sample is Σe²/(F − 1) · k/(k − 1). The means stay as they are: effects of common rounds cancel in differences. The
 * estimates of two members share the effects, their correlation is 1/(k − 1)², so the two together have 2(F − 1)/(1 + 1/(k − 1)²)
 * degrees of freedom: with two members this is the paired t-test with F − 1. Fisher, R. A. (1935), The Design of Experiments, on
 * randomised blocks.
 */
final class Blocks {
    /** Below this share of the trials in common rounds, rounds are left out of account rather than trials. */
    private static final double COMMON = 0.8;

    private Blocks() {}

    /** A sample for each contender, in their order. */
    static List<Sample> samples(List<Contender> contenders) {
        List<Integer> common = commonRounds(contenders);
        int most = contenders.stream()
                .mapToInt(contender -> contender.trialMeans().size())
                .max()
                .orElse(0);
        if (contenders.size() < 2 || common.size() < 2 || common.size() < COMMON * most) {
            return contenders.stream().map(Contender::sample).toList();
        }
        double[][] logs = new double[contenders.size()][];
        for (int member = 0; member < logs.length; member++) {
            logs[member] = contenders.get(member).logs(common);
        }
        return samples(logs);
    }

    /** Of logs by member and round. */
    static List<Sample> samples(double[][] logs) {
        int members = logs.length;
        int rounds = logs[0].length;
        double[] means = new double[members];
        double[] effects = new double[rounds];
        for (int member = 0; member < members; member++) {
            means[member] = Sample.ofLogs(logs[member]).mean();
            for (int round = 0; round < rounds; round++) {
                effects[round] += (logs[member][round] - means[member]) / members;
            }
        }
        double shared = 1.0 / ((members - 1) * (members - 1));
        double df = (rounds - 1) / (1 + shared);
        List<Sample> samples = new ArrayList<>();
        for (int member = 0; member < members; member++) {
            double squares = 0;
            for (int round = 0; round < rounds; round++) {
                double left = logs[member][round] - means[member] - effects[round];
                squares += left * left;
            }
            double variance = squares / (rounds - 1) * members / (members - 1);
            samples.add(new Sample(rounds, means[member], variance, df));
        }
        return samples;
    }

    private static List<Integer> commonRounds(List<Contender> contenders) {
        Map<Integer, Integer> members = new HashMap<>();
        for (Contender contender : contenders) {
            for (int round : new TreeSet<>(contender.rounds())) {
                members.merge(round, 1, Integer::sum);
            }
        }
        return members.entrySet().stream()
                .filter(round -> round.getValue() == contenders.size())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
