package org.concurrencybench.core.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class WarmRuleTest {
    private static final WarmRule COMPUTING = WarmRule.of(false, 0.1);

    @Test
    void levelTimesUnderQuietCompilersAreWarmAfterASecond() {
        assertFalse(COMPUTING.isWarm(series(9, i -> 100), series(9, i -> 0.01)));
        assertTrue(COMPUTING.isWarm(series(10, i -> 100), series(10, i -> 0.01)));
    }

    @Test
    void busyCompilersKeepATrialFromBeingWarmHoweverLevelItsTimesAre() {
        assertFalse(COMPUTING.isWarm(series(40, i -> 100), series(40, i -> 0.1)));
        assertTrue(WarmRule.of(true, 0.1).isWarm(series(40, i -> 100), series(40, i -> 0.1)), "work that waits");
    }

    @Test
    void whatCompilersDidMoreThanASecondAgoDoesNotCount() {
        assertTrue(COMPUTING.isWarm(series(30, i -> 100), series(30, i -> i < 20 ? 1.5 : 0.01)));
    }

    @Test
    void fallingTimesAreNotWarmHoweverQuietTheCompilersAre() {
        assertFalse(COMPUTING.isWarm(series(20, i -> 100 * Math.pow(0.985, i)), series(20, i -> 0)));
    }

    @Test
    void risingTimesAreWarm() {
        assertTrue(COMPUTING.isWarm(series(20, i -> 100 * Math.pow(1.02, i)), series(20, i -> 0)));
    }

    @Test
    void aFallIsLookedForInTheLastThreeSeconds() {
        IntToDoubleFunction step = i -> i < 60 ? 106 : 100;
        assertFalse(COMPUTING.isWarm(series(70, step), series(70, i -> 0)));
        assertTrue(COMPUTING.isWarm(series(85, step), series(85, i -> 0)));
        // After two seconds the first half second no longer counts.
        IntToDoubleFunction start = i -> i < 5 ? 200 : 100;
        assertTrue(COMPUTING.isWarm(series(20, start), series(20, i -> 0)));
    }

    @Test
    void aSingleSlowWindowDecidesNothing() {
        assertTrue(COMPUTING.isWarm(series(10, i -> i == 2 ? 300 : 100), series(10, i -> 0)));
    }

    @Test
    void longWindowsAreJudgedByTheCompilersAlone() {
        WarmRule rule = WarmRule.of(false, 6);
        assertEquals(1, rule.leastWindows());
        assertFalse(rule.isWarm(List.of(6e9), List.of(0.2)));
        assertTrue(rule.isWarm(List.of(6e9, 5e9), List.of(0.2, 0.01)));
        assertEquals(4, WarmRule.of(false, 0.6).leastWindows());
    }

    private static List<Double> series(int windows, IntToDoubleFunction value) {
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < windows; i++) {
            all.add(value.applyAsDouble(i));
        }
        return all;
    }
}
