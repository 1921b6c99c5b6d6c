package org.concurrencybench.core.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Recorded trials of the plan {@code reference}, warmed for ten seconds: what would have been measured if each had been
 * as soon as the rule allowed? Compilers are taken as quiet, so the rule has only the times to go by.
 */
class RecordedSeriesTest {
    private static final int LEAST_WINDOWS = 30;
    /** What JMH's loop takes to settle. */
    private static final int SETTLING_WINDOWS = 5;

    private static final int MEASURED_WINDOWS = 10;

    private record Series(String cell, List<Double> warmUp, List<Double> plateau) {
        static Series of(String line) {
            String[] parts = line.split(",", -1);
            return new Series(parts[0], numbers(parts[1]), numbers(parts[2]));
        }

        private static List<Double> numbers(String text) {
            return Arrays.stream(text.split(" ", -1)).map(Double::valueOf).toList();
        }

        /** The mean of the windows that would have been measured, as a part of that of the five seconds at the end. */
        double measured() {
            WarmRule rule = WarmRule.of(false, 0.1);
            int windows = LEAST_WINDOWS;
            while (windows < warmUp.size() && !isWarm(rule, warmUp.subList(0, windows))) {
                windows++;
            }
            List<Double> all = new ArrayList<>(warmUp);
            all.addAll(plateau);
            int begin = windows + SETTLING_WINDOWS;
            return mean(all.subList(begin, begin + MEASURED_WINDOWS)) / mean(plateau);
        }

        private static boolean isWarm(WarmRule rule, List<Double> times) {
            return rule.isWarm(times, Collections.nCopies(times.size(), 0.0));
        }

        private static double mean(List<Double> values) {
            return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        }
    }

    @Test
    void noCellWouldHaveBeenMeasuredMoreThanATenthAboveItsPlateau() {
        Map<String, List<Double>> cells = new TreeMap<>();
        for (Series series : recorded()) {
            cells.computeIfAbsent(series.cell(), cell -> new ArrayList<>()).add(series.measured());
        }
        assertEquals(11, cells.size());
        Map<String, Double> means = new TreeMap<>();
        cells.forEach((cell, trials) -> {
            assertEquals(5, trials.size(), cell);
            means.put(
                    cell,
                    Math.exp(trials.stream().mapToDouble(Math::log).average().orElseThrow()));
        });
        assertTrue(means.values().stream().allMatch(mean -> mean <= 1.10), means::toString);
        long close = means.values().stream().filter(mean -> mean <= 1.05).count();
        assertTrue(close >= 9, means::toString);
    }

    @Test
    void theSameTrialsFromTheirFirstSecondOnWouldHaveBeenFarAbove() {
        List<Series> computing = recorded().stream()
                .filter(series -> series.cell().equals("primes/process-pool"))
                .toList();
        for (Series series : computing) {
            double cold = Series.mean(series.warmUp().subList(0, MEASURED_WINDOWS)) / Series.mean(series.plateau());
            assertTrue(cold > 1.10, () -> "the first second is " + cold + " times the plateau");
        }
    }

    private static List<Series> recorded() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                        Objects.requireNonNull(RecordedSeriesTest.class.getResourceAsStream("reference-series.csv")),
                        StandardCharsets.UTF_8));
                Stream<String> lines = in.lines()) {
            return lines.filter(line -> !line.startsWith("#")).map(Series::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
