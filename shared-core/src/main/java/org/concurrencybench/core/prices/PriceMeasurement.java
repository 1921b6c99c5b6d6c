package org.concurrencybench.core.prices;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a trial measured of one price.
 *
 * @param times n: how many times it was done at once
 * @param warmup cost of one in each window of the warm-up, the last window with n of them
 * @param steady whether the last windows of the warm-up agreed
 * @param once cost of n, in each iteration
 * @param twice cost of 2n, in each iteration
 * @param seconds what all of that took
 */
public record PriceMeasurement(
        int times, List<Double> warmup, boolean steady, List<Double> once, List<Double> twice, double seconds) {
    /** A warm-up has ended when so many windows in a row agree. */
    private static final int WINDOWS = 3;
    /** They agree when the largest is at most this many times the smallest. */
    private static final double AGREEMENT = 1.1;
    /** n grows by this factor at most from one window to the next: the first ones run in cold code. */
    private static final int GROWTH = 8;
    /** A window this many times as long as intended, or as short, needs another n. */
    private static final double TOLERANCE = 1.4;

    private static final int MOST_TIMES = 1 << 28;

    private static final String TIMES = "price.times";
    private static final String WARM_UP = "price.warmup";
    private static final String STEADY = "price.steady";
    private static final String ONCE = "price.once";
    private static final String TWICE = "price.twice";
    private static final String SECONDS = "price.seconds";

    public PriceMeasurement {
        warmup = List.copyOf(warmup);
        once = List.copyOf(once);
        twice = List.copyOf(twice);
    }

    /**
     * Measures {@code operation}, warm-up included.
     *
     * @throws IllegalStateException when doing it costs nothing: there is no such price
     */
    public static PriceMeasurement of(Operation operation, PriceShape shape) throws Exception {
        return of(operation, shape, System::nanoTime);
    }

    static PriceMeasurement of(Operation operation, PriceShape shape, LongSupplier nanoTime) throws Exception {
        List<Double> warmup = new ArrayList<>();
        int times = Math.max(1, operation.fixedTimes());
        long opened = nanoTime.getAsLong();
        double first = operation.cost(times); // the other process may only be starting
        long began = nanoTime.getAsLong();
        warmup.add(first / times);
        while (true) {
            long start = nanoTime.getAsLong();
            warmup.add(operation.cost(times) / times);
            long end = nanoTime.getAsLong();
            int next = operation.fixedTimes() > 0
                    ? times
                    : next(times, Math.max(1, end - start), shape.iteration().toNanos());
            boolean enough = end - began >= shape.warmup().toNanos() && isSteady(warmup) && next == times;
            long over = end - began - shape.warmupLimit().toNanos();
            if (enough
                    || (over >= 0
                            && (next == times || over >= shape.warmupLimit().toNanos()))) {
                times = next;
                break;
            }
            times = next;
        }
        List<Double> once = new ArrayList<>();
        List<Double> twice = new ArrayList<>();
        long measuring = nanoTime.getAsLong();
        for (int i = 0;
                i < shape.iterations() && (i == 0 || nanoTime.getAsLong() - measuring < shape.longestNanos());
                i++) {
            if (i % 2 == 0) {
                once.add(operation.cost(times));
                twice.add(operation.cost(2 * times));
            } else { // a machine that gets slower, or faster, does not look like a constant cost
                twice.add(operation.cost(2 * times));
                once.add(operation.cost(times));
            }
        }
        if (!(sum(once) > 0 && sum(twice) > 0)) {
            throw new IllegalStateException("doing it " + times + " and " + 2 * times + " times cost " + once + " and "
                    + twice + ", of which a price cannot be made");
        }
        return new PriceMeasurement(
                times, warmup, isSteady(warmup), once, twice, (nanoTime.getAsLong() - opened) / 1e9);
    }

    private static int next(int times, long taken, long intended) {
        double longer = (double) taken / intended;
        if (longer < TOLERANCE && longer > 1 / TOLERANCE) {
            return times;
        }
        double wanted = Math.clamp(times / longer, 1, (double) times * GROWTH);
        return (int) Math.min(Math.round(wanted), MOST_TIMES);
    }

    private static boolean isSteady(List<Double> warmup) {
        if (warmup.size() < WINDOWS) {
            return false;
        }
        List<Double> last = warmup.subList(warmup.size() - WINDOWS, warmup.size());
        double low = last.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double high = last.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return low > 0 && high <= low * AGREEMENT;
    }

    private static double sum(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** As text that {@link #ofFacts} takes. */
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(TIMES, Integer.toString(times));
        facts.put(WARM_UP, joined(warmup));
        facts.put(STEADY, Boolean.toString(steady));
        facts.put(ONCE, joined(once));
        facts.put(TWICE, joined(twice));
        facts.put(SECONDS, Double.toString(seconds));
        return facts;
    }

    /** What {@link #facts} made of it. */
    public static PriceMeasurement ofFacts(Map<String, String> facts) {
        return new PriceMeasurement(
                Integer.parseInt(facts.getOrDefault(TIMES, "0")),
                numbers(facts.getOrDefault(WARM_UP, "")),
                Boolean.parseBoolean(facts.get(STEADY)),
                numbers(facts.getOrDefault(ONCE, "")),
                numbers(facts.getOrDefault(TWICE, "")),
                Double.parseDouble(facts.getOrDefault(SECONDS, "0")));
    }

    private static String joined(List<Double> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static List<Double> numbers(String text) {
        return Stream.of(text.split(" "))
                .filter(number -> !number.isEmpty())
                .map(Double::parseDouble)
                .toList();
    }
}
