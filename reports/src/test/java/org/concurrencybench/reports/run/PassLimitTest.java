package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PassLimitTest {
    @Test
    void aPassMayTakeAQuarterOfWhatIsLeftAndTwoMinutesAtMost() {
        assertEquals(Duration.ofSeconds(15), Preparation.passLimit(Duration.ofMinutes(1), 0));
        assertEquals(Duration.ofSeconds(11), Preparation.passLimit(Duration.ofMinutes(1), 16));
        assertEquals(Duration.ofMinutes(2), Preparation.passLimit(Duration.ofHours(6), 0));
    }

    @Test
    void aPassHasTheTimeThatAJvmNeedsHoweverSmallTheBudget() {
        assertTrue(Preparation.passLimit(Duration.ofSeconds(1), 20).toSeconds() >= 10);
    }
}
