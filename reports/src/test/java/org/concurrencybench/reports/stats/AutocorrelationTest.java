package org.concurrencybench.reports.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AutocorrelationTest {
    @Test
    void neighboursOfARisingSeriesAreAlike() {
        Autocorrelation rising = Autocorrelation.of(
                        IntStream.range(0, 10).mapToDouble(i -> i).toArray())
                .orElseThrow();
        assertEquals(0.7, rising.lag1(), 1e-9); // acf(0:9) of R gives 0.700
        assertTrue(rising.p() < 0.01, rising::toString);
        assertEquals(10, rising.n());
    }

    @Test
    void neighboursThatAlternateAreNotAlike() {
        Autocorrelation alternating = Autocorrelation.of(
                        IntStream.range(0, 20).mapToDouble(i -> i % 2).toArray())
                .orElseThrow();
        assertTrue(alternating.lag1() < -0.9 && alternating.p() > 0.99, alternating::toString);
    }

    @Test
    void fewOrEqualValuesTellNothing() {
        assertEquals(Optional.empty(), Autocorrelation.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9}));
        assertEquals(Optional.empty(), Autocorrelation.of(new double[20]));
    }

    @Test
    void independentValuesAreCalledAlikeAsOftenAsTheLevelSays() {
        Random random = new Random(7);
        for (int n : new int[] {10, 20}) {
            int series = 20_000;
            long alike = IntStream.range(0, series)
                    .filter(i -> Autocorrelation.of(random.doubles(n)
                                            .map(any -> random.nextGaussian())
                                            .toArray())
                                    .orElseThrow()
                                    .p()
                            < 0.01)
                    .count();
            assertTrue(alike < 0.015 * series, n + " values: " + alike + " of " + series);
        }
    }

    @Test
    void aSlowlyChangingSeriesIsMostlyFound() {
        Random random = new Random(8);
        long found = IntStream.range(0, 1000)
                .filter(i -> {
                    double[] values = new double[20];
                    double state = 0;
                    for (int k = 0; k < values.length; k++) {
                        state = 0.8 * state + random.nextGaussian();
                        values[k] = state;
                    }
                    return Autocorrelation.of(values).orElseThrow().p() < 0.01;
                })
                .count();
        assertTrue(found > 500, () -> found + " of 1000");
    }
}
