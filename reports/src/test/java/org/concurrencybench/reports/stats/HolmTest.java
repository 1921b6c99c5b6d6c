package org.concurrencybench.reports.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class HolmTest {
    @Test
    void adjustsAsRDoes() {
        // R: p.adjust(c(.01, .02, .03, .04), "holm")
        assertArrayEquals(new double[] {0.04, 0.06, 0.06, 0.06}, Holm.adjust(0.01, 0.02, 0.03, 0.04), 1e-15);
    }

    @Test
    void keepsTheOrderGivenAndNeverExceedsOne() {
        assertArrayEquals(new double[] {0.6, 0.03, 0.6, 1}, Holm.adjust(0.2, 0.0075, 0.2, 1), 1e-15);
    }

    @Test
    void adjustsNothingWhereThereIsOneOrNone() {
        assertArrayEquals(new double[] {0.03}, Holm.adjust(0.03));
        assertArrayEquals(new double[0], Holm.adjust());
    }

    @Test
    void refusesWhatIsNoProbability() {
        assertThrows(IllegalArgumentException.class, () -> Holm.adjust(0.1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Holm.adjust(-0.1));
        assertThrows(IllegalArgumentException.class, () -> Holm.adjust(1.1));
    }
}
