package org.concurrencybench.reports.stats;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The short form of {@link StatisticsSimulationTest}: too few families to see 6 % for 5 %, enough to see 10 %. */
class FalseClaimsTest {
    private static final int MAX_ROUNDS = 60;

    @Test
    void everyKindOfFalseClaimIsAsRareAsPromisedWithTheStopRuleOn() {
        List<Scenario> scenarios = Scenario.all(0.05, MAX_ROUNDS);
        assertAll(IntStream.range(0, scenarios.size())
                .parallel()
                .mapToObj(i -> FalseClaims.count(scenarios.get(i), 200, i))
                .toList()
                .stream()
                .map(counts -> counts::assertRare));
    }

    /** The hardest case: two models, few trials, and a stop rule that ends as soon as the variance looks small. */
    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void lookingEveryRoundIsPaidFor(Noise noise) {
        FalseClaims.count(new Scenario(2, 0, 0.03, noise, MAX_ROUNDS), 4000, 1).assertRare();
        FalseClaims.count(new Scenario(2, Math.log1p(0.03), 0.03, noise, MAX_ROUNDS), 4000, 2)
                .assertRare();
    }

    /**
     * A trial in ten is missing, or one of five cells misses a third of them: who is in blocks then depends on what is
     * there.
     */
    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void missingTrialsDoNotMakeFalseClaims(Noise noise) {
        int families = 3000;
        int falsely = 0;
        int falselyWithAGap = 0;
        RandomGenerator random = new Well19937c(noise.ordinal());
        for (int i = 0; i < families; i++) {
            int rounds = 6 + i % 7;
            falsely += anyFaster(noise, rounds, random, 0.1, 0.1) ? 1 : 0;
            falselyWithAGap += anyFaster(noise, rounds, random, 0, 0.33) ? 1 : 0;
        }
        double bound = FalseClaims.bound(families);
        assertTrue(falsely <= bound * families, falsely + " of " + families);
        assertTrue(falselyWithAGap <= bound * families, falselyWithAGap + " of " + families + " with a gap");
    }

    private static boolean anyFaster(
            Noise noise, int rounds, RandomGenerator random, double missing, double missingOfTheLast) {
        int models = 5;
        Noise.Machine machine = new Noise.Machine();
        List<List<Integer>> there = new ArrayList<>();
        List<List<Double>> means = new ArrayList<>();
        for (int model = 0; model < models; model++) {
            there.add(new ArrayList<>());
            means.add(new ArrayList<>());
        }
        for (int round = 1; round <= rounds; round++) {
            double[] logs = new double[models];
            noise.add(logs, random, machine);
            for (int model = 0; model < models; model++) {
                if (round == 1 || random.nextDouble() >= (model == models - 1 ? missingOfTheLast : missing)) {
                    there.get(model).add(round);
                    means.get(model).add(Math.exp(logs[model]));
                }
            }
        }
        List<Contender> contenders = IntStream.range(0, models)
                .mapToObj(model -> new Contender("model " + model, there.get(model), means.get(model), 0))
                .toList();
        return Family.of(contenders, Criteria.of(0.05)).comparisons().stream()
                .anyMatch(comparison -> comparison.faster().isPresent());
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 10, 20})
    void trialsAreTheReplicateAndIterationsAreNot(int trials) {
        int comparisons = 4000;
        Replicates falsely = Replicates.falseDifferences(trials, comparisons);
        assertTrue(falsely.trials() <= FalseClaims.bound(comparisons), falsely.toString());
        assertTrue(falsely.iterations() > 0.3, falsely.toString());
    }
}
