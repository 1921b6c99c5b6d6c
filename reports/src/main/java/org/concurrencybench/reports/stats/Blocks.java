package org.concurrencybench.reports.stats;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of the trials of a family what the machine did to whole rounds: a round is a block, in which every member
 * is measured once.
 *
 * <p>With y the log of a trial mean, m of k members and r of F rounds: the effect of a round is the mean over its
 * members of y − ȳ of the member; what is left of a trial, e = y − ȳ − effect, has the variance σ²(k − 1)/k when
 * members vary alike, so the variance of a sample is Σe²/(F − 1) · k/(k − 1). The means stay as they are: effects of
 * common rounds cancel in differences. The estimates of two members share the effects, their correlation is 1/(k − 1)²,
 * so the two together have 2(F − 1)/(1 + 1/(k − 1)²) degrees of freedom: with two members this is the paired t-test
 * with F − 1. Fisher, R. A. (1935), The Design of Experiments, on randomised blocks.
 *
 * <p>Blocks are formed of the largest part of the family that has rounds enough in common: contenders with too few
 * trials for a verdict, and those that miss rounds which the rest has, stay outside and do not cost the others theirs.
 * A pair with one of them is compared without blocks. Of a contender in blocks only the trials of common rounds count,
 * in all its pairs, so that each contender has one estimate and the pairs of a family never contradict each other.
 * Which trials count depends on which rounds there are, never on what was measured in them.
 */
final class Blocks {
    /** Below this share of the trials in common rounds, rounds are left out of account rather than trials. */
    private static final double COMMON = 0.8;

    private final List<Contender> counted;
    private final List<Sample> alone;
    private final List<@Nullable Sample> inBlocks;

    private Blocks(List<Contender> counted, List<@Nullable Sample> inBlocks) {
        this.counted = counted;
        this.alone = counted.stream().map(Contender::sample).toList();
        this.inBlocks = inBlocks;
    }

    /** Of a family in which a pair needs {@code minTrials} trials on both sides for a verdict. */
    static Blocks of(List<Contender> contenders, int minTrials) {
        List<Integer> members = enough(contenders, minTrials);
        int least = minTrials;
        if (members.size() < 2) { // no verdict can be given anyhow: blocks still narrow what is shown
            members = enough(contenders, 2);
            least = 2;
        }
        while (members.size() >= 2 && !together(contenders, members, least)) {
            members = withoutTheMostMissing(contenders, members);
        }
        List<Contender> counted = new ArrayList<>(contenders);
        List<@Nullable Sample> inBlocks = new ArrayList<>(Collections.nCopies(contenders.size(), null));
        if (members.size() >= 2) {
            List<Integer> rounds = List.copyOf(commonRounds(contenders, members));
            double[][] logs = new double[members.size()][];
            for (int i = 0; i < logs.length; i++) {
                Contender member = contenders.get(members.get(i)).only(rounds);
                counted.set(members.get(i), member);
                logs[i] = member.logs();
            }
            List<Sample> samples = samples(logs);
            for (int i = 0; i < logs.length; i++) {
                inBlocks.set(members.get(i), samples.get(i));
            }
        }
        return new Blocks(List.copyOf(counted), inBlocks);
    }

    /** Each contender without blocks: a family whose rounds have nothing to do with each other. */
    static Blocks none(List<Contender> contenders) {
        return new Blocks(List.copyOf(contenders), new ArrayList<>(Collections.nCopies(contenders.size(), null)));
    }

    int size() {
        return counted.size();
    }

    /** The contender with those of its trials that count, whatever it is compared with. */
    Contender counted(int contender) {
        return counted.get(contender);
    }

    /** The same as a sample by itself, with all that the machine did from round to round. */
    Sample alone(int contender) {
        return alone.get(contender);
    }

    /** The difference of two contenders: within blocks when both are in them. */
    Welch welch(int a, int b) {
        Sample first = inBlocks.get(a);
        Sample second = inBlocks.get(b);
        return first == null || second == null ? new Welch(alone.get(a), alone.get(b)) : new Welch(first, second);
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

    private static List<Integer> enough(List<Contender> contenders, int least) {
        return IntStream.range(0, contenders.size())
                .filter(i -> contenders.get(i).rounds().size() >= least)
                .boxed()
                .toList();
    }

    private static boolean together(List<Contender> contenders, List<Integer> members, int least) {
        int most = members.stream()
                .mapToInt(member -> contenders.get(member).rounds().size())
                .max()
                .orElse(0);
        int common = commonRounds(contenders, members).size();
        return common >= least && common >= COMMON * most;
    }

    /**
     * Without the one whose absence leaves the others the most rounds; of equals the one with the fewest trials, then
     * the last.
     */
    private static List<Integer> withoutTheMostMissing(List<Contender> contenders, List<Integer> members) {
        int missing = members.stream()
                .max(Comparator.comparingInt((Integer member) -> commonRounds(contenders, without(members, member))
                                .size())
                        .thenComparingInt(
                                member -> -contenders.get(member).rounds().size())
                        .thenComparingInt(member -> member))
                .orElseThrow();
        return without(members, missing);
    }

    private static List<Integer> without(List<Integer> members, int missing) {
        return members.stream().filter(member -> member != missing).toList();
    }

    /** In ascending order. */
    private static Set<Integer> commonRounds(List<Contender> contenders, List<Integer> members) {
        Set<Integer> common = new TreeSet<>(contenders.get(members.getFirst()).rounds());
        for (int member : members) {
            common.retainAll(new HashSet<>(contenders.get(member).rounds()));
        }
        return common;
    }
}
