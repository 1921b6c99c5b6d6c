package org.concurrencybench.reports.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class StopRuleTest {
    private static final Criteria TEN_PERCENT = Criteria.of(0.10);
    private final StopRule rule = new StopRule(TEN_PERCENT);

    @Test
    void fewerThanFiveTrialsNeverSettle() {
        Sample four = Sample.of(1, 1, 1, 1);
        Sample five = Sample.of(1, 1, 1, 1, 1);
        assertFalse(rule.settled(List.of(four, five)));
        assertFalse(rule.settled(List.of(four)));
        assertTrue(rule.settled(List.of(five, five)));
        assertTrue(rule.settled(List.of(five)));
    }

    @Test
    void settlesAtTheSimultaneousHalfWidthOfTheLimit() {
        for (int pairs : new int[] {1, 10, 28}) {
            for (double deviation = 0.01; deviation < 0.2; deviation += 0.001) {
                Welch welch = pair(6, 0.01, deviation);
                boolean narrow = welch.halfWidth(1 - 0.03 / pairs) <= TEN_PERCENT.limit();
                assertEquals(narrow, rule.settled(welch, pairs));
            }
        }
    }

    @Test
    void largeDifferenceNeedOnlyBeKnownToAQuarter() {
        assertFalse(rule.settled(pair(6, 0.1, 0.3), 1));
        assertTrue(rule.settled(pair(6, 2, 0.3), 1)); // half-width .39, a quarter of the difference .5
    }

    @Test
    void onePairUnsettledLeavesTheFamilyUnsettled() {
        Sample quiet = new Sample(10, 0, 1e-6);
        Sample noisy = new Sample(10, 0, 1);
        assertTrue(rule.settled(List.of(quiet, quiet, quiet)));
        assertFalse(rule.settled(List.of(quiet, quiet, noisy)));
    }

    @Test
    void foreseesTheTrialsThatSettle() {
        Welch welch = pair(5, 0.01, 0.15);
        int needed = rule.trialsToSettle(welch, 10).orElseThrow();
        assertFalse(rule.settled(pair(needed - 1, 0.01, 0.15), 10));
        assertTrue(rule.settled(pair(needed, 0.01, 0.15), 10));
    }

    @Test
    void foreseesNothingWhereItIsSettledOrUnknown() {
        assertEquals(OptionalInt.empty(), rule.trialsToSettle(pair(5, 0, 0.001), 1));
        assertEquals(OptionalInt.empty(), rule.trialsToSettle(new Welch(Sample.of(1.0), Sample.of(1, 2)), 1));
        assertEquals(OptionalInt.empty(), rule.trialsToSettle(pair(5, 0, 1e6), 1));
    }

    @Test
    void foreseesTheLeastTrialsWhereTheVarianceIsSmall() {
        assertEquals(OptionalInt.of(5), rule.trialsToSettle(pair(3, 0, 0.001), 1));
    }

    private static Welch pair(int n, double d, double deviation) {
        double variance = deviation * deviation;
        return new Welch(new Sample(n, d, variance), new Sample(n, 0, variance));
    }
}
