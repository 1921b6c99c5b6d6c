package org.concurrencybench.process.poolbench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Prints figures as lines of JSON. An action is repeated for as long as its warm-up takes, then {@value #RUNS} times;
 * {@code value} is the median of those, {@code first} that of the very first time.
 */
final class RepeatedFigures {
    static final int RUNS = 5;

    private final Set<String> wanted;
    private final long warmUpMillis;

    /** {@code wanted}: the names of those that are printed; empty for all. */
    RepeatedFigures(Set<String> wanted, long warmUpMillis) {
        this.wanted = wanted;
        this.warmUpMillis = warmUpMillis;
    }

    boolean isWanted(String what) {
        return wanted.isEmpty() || wanted.contains(what);
    }

    /** How much of {@code amount} an action does in a second. */
    void rate(String what, double amount, Callable<?> action) throws Exception {
        if (isWanted(what)) {
            double first = seconds(action);
            print(what, amount / steady(action), amount / first);
        }
    }

    /** How long each of the {@code count} repetitions of an action takes, in units of which a second has so many. */
    void time(String what, int count, double unitsPerSecond, Callable<?> action) throws Exception {
        if (isWanted(what)) {
            double first = seconds(action);
            print(what, steady(action) / count * unitsPerSecond, first / count * unitsPerSecond);
        }
    }

    /** What {@code action} itself has measured, in another process. */
    void returned(String what, Callable<Double> action) throws Exception {
        if (isWanted(what)) {
            double first = action.call();
            print(what, steadily(action), first);
        }
    }

    private double steady(Callable<?> action) throws Exception {
        return steadily(() -> seconds(action));
    }

    private double steadily(Callable<Double> measured) throws Exception {
        long end = System.nanoTime() + warmUpMillis * 1_000_000;
        while (System.nanoTime() < end) {
            measured.call();
        }
        double[] runs = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            runs[i] = measured.call();
        }
        return median(runs);
    }

    private static double seconds(Callable<?> action) throws Exception {
        long begin = System.nanoTime();
        Object result = action.call();
        double taken = (System.nanoTime() - begin) / 1e9;
        if (result == null) {
            throw new AssertionError("a result was lost");
        }
        return taken;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static void print(String what, double value, double first) {
        System.out.printf(Locale.ROOT, "{\"what\": \"%s\", \"value\": %.4f, \"first\": %.4f}%n", what, value, first);
    }
}
