package org.concurrencybench.core.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriceMeasurementTest {
    private static final PriceShape SHAPE =
            new PriceShape(Duration.ofMillis(100), Duration.ofMillis(500), 4, Duration.ofMillis(10));

    private long now;
    private final List<Integer> asked = new ArrayList<>();

    /** Takes so many nanoseconds, and so many more each time however often it is done. */
    private Operation taking(double nanosEach, double nanosMore) {
        return times -> {
            asked.add(times);
            double cost = times * nanosEach + nanosMore;
            now += Math.round(cost);
            return cost;
        };
    }

    private PriceMeasurement measure(Operation operation) throws Exception {
        return PriceMeasurement.of(operation, SHAPE, () -> now);
    }

    @Test
    void findsHowOftenFillsAnIterationAndMeasuresThatAndTwiceThat() throws Exception {
        PriceMeasurement measured = measure(taking(20, 0));
        assertTrue(measured.steady());
        assertTrue(measured.times() > 350_000 && measured.times() < 715_000, "10 ms are 500,000: " + measured.times());
        assertEquals(4, measured.once().size());
        measured.once().forEach(cost -> assertEquals(20.0 * measured.times(), cost));
        measured.twice().forEach(cost -> assertEquals(40.0 * measured.times(), cost));
        int n = measured.times();
        assertEquals(List.of(n, 2 * n, 2 * n, n, n, 2 * n, 2 * n, n), asked.subList(asked.size() - 8, asked.size()));
    }

    @Test
    void theFirstTimeForWhichAnotherProcessMayHaveToStartUsesUpNoWarmUp() throws Exception {
        Operation cheap = taking(20, 0);
        PriceMeasurement measured = measure(times -> {
            now += asked.isEmpty() ? 2_000_000_000 : 0;
            return cheap.cost(times);
        });
        assertTrue(measured.times() > 350_000, () -> "10 ms are 500,000: " + measured.times());
        assertTrue(measured.steady());
    }

    @Test
    void aConstantCostShowsInWhatTwiceTheWorkTakes() throws Exception {
        Operation planted = new Operation() {
            @Override
            public double cost(int times) {
                now += 10_000_000;
                return 10_000_000 + 10.0 * times;
            }

            @Override
            public int fixedTimes() {
                return 100;
            }
        };
        PriceMeasurement measured = measure(planted);
        assertEquals(100, measured.times());
        assertEquals(1.0001, measured.twice().getFirst() / measured.once().getFirst(), 0.0001);
    }

    @Test
    void whatIsCostlyIsDoneOnceAndTwiceAndMeasuredLessOften() throws Exception {
        PriceMeasurement measured = measure(taking(300_000_000, 0));
        assertEquals(1, measured.times());
        assertEquals(1, measured.once().size());
        assertEquals(List.of(600_000_000.0), measured.twice());
    }

    @Test
    void whatStillChangesWhenTheWarmUpEndsIsNotSteady() throws Exception {
        Operation ever = new Operation() {
            private double each = 1000;

            @Override
            public double cost(int times) {
                each *= 0.9;
                now += 10_000_000;
                return each * times;
            }

            @Override
            public int fixedTimes() {
                return 10;
            }
        };
        assertFalse(measure(ever).steady());
    }

    @Test
    void whatCostsNothingHasNoPrice() {
        IllegalStateException none = assertThrows(
                IllegalStateException.class,
                () -> measure(times -> {
                    now += 20_000_000;
                    return 0;
                }));
        assertTrue(none.getMessage().contains("a price cannot be made"), none.getMessage());
    }

    @Test
    void goesThroughFactsUnchanged() throws Exception {
        PriceMeasurement measured = measure(taking(7, 3));
        assertEquals(measured, PriceMeasurement.ofFacts(measured.facts()));
    }

    @Test
    void shapeGoesThroughArgumentsUnchanged() {
        assertEquals(SHAPE, PriceShape.of(SHAPE.arguments()));
    }
}
