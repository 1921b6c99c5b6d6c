package org.concurrencybench.reports.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleTest {
    @Test
    void meanAndVarianceAreThoseOfTheLogs() {
        Sample sample = Sample.of(1, Math.E, Math.exp(2), Math.exp(5));
        assertEquals(4, sample.n());
        assertEquals(2, sample.mean(), 1e-12);
        assertEquals(14 / 3.0, sample.variance(), 1e-12); // deviations −2, −1, 0, 3
    }

    @Test
    void equalTrialsHaveNoVarianceAtAll() {
        double[] equal = new double[1000];
        Arrays.fill(equal, 1234.567);
        Sample sample = Sample.of(equal);
        assertEquals(0, sample.variance());
        assertEquals(Math.log(1234.567), sample.mean());
    }

    @Test
    void oneTrialLeavesTheVarianceUnknown() {
        assertEquals(Double.POSITIVE_INFINITY, Sample.of(3.0).variance());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, 0, -1, Double.POSITIVE_INFINITY})
    void brokenTrialMeansAreRefusedByPositionAndValue(double broken) {
        String message = assertThrows(IllegalArgumentException.class, () -> Sample.of(2, 3, broken))
                .getMessage();
        assertTrue(message.startsWith("trial mean 3 of 3 is " + broken), message);
    }

    @Test
    void noTrialsAreRefused() {
        assertThrows(IllegalArgumentException.class, Sample::of);
    }
}
