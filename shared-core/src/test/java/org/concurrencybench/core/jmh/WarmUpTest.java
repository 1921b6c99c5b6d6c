package org.concurrencybench.core.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    private static final Duration WINDOW = Duration.ofMillis(100);

    @Test
    void atItsLimitATrialIsWarmIfItWasAtOneOfTheLastTenWindows() {
        WarmUp warmUp = new WarmUp(Duration.ofSeconds(3), Duration.ofSeconds(8), WINDOW);
        assertEquals(8.0, warmUp.warmAfter(80, 71, 4.2, 8.0));
        assertEquals(Double.NaN, warmUp.warmAfter(80, 70, 4.2, 8.0));
    }

    @Test
    void oneOfFixedLengthIsJudgedByItsSecondHalf() {
        WarmUp warmUp = new WarmUp(Duration.ofSeconds(10), Duration.ofSeconds(10), WINDOW);
        assertEquals(4.2, warmUp.warmAfter(100, 51, 4.2, 10.0), "a slow wave at the end decides nothing");
        assertEquals(Double.NaN, warmUp.warmAfter(100, 50, 4.2, 10.0));
    }

    @Test
    void whatWasNeverFoundWarmIsNot() {
        WarmUp warmUp = new WarmUp(Duration.ofSeconds(1), Duration.ofSeconds(1), WINDOW);
        assertEquals(Double.NaN, warmUp.warmAfter(4, 0, Double.NaN, 1.0), "however few windows there were");
    }
}
