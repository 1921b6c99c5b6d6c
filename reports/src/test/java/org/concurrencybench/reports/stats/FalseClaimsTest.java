package org.concurrencybench.reports.stats;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
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
    void lookingEveryRoundIsPaidFor(Noise noise) {
        FalseClaims.count(new Scenario(2, 0, 0.03, noise, MAX_ROUNDS), 4000, 1).assertRare();
        FalseClaims.count(new Scenario(2, Math.log1p(0.03), 0.03, noise, MAX_ROUNDS), 4000, 2)
                .assertRare();
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
