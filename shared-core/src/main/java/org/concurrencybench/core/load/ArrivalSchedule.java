package org.concurrencybench.core.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * When tasks are due, as nanoseconds from the start, ascending. It is made before anything runs and does not depend on
 * what the tasks do; equal rates, lengths and seeds give equal schedules in every JVM.
 */
public final class ArrivalSchedule {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int MOST = 20_000_000;

    private final long[] due;
    private final Duration length;

    private ArrivalSchedule(long[] due, Duration length) {
        this.due = due;
        this.length = length;
    }

    /**
     * Tasks that arrive independent of each other.
     *
     * @param rate tasks per second, above 0
     * @param length no task is due at or after its end
     */
    public static ArrivalSchedule poisson(double rate, Duration length, long seed) {
        return bursts(rate, 1, length, seed);
    }

    /**
     * Tasks that arrive {@code size} at a time, {@code rate} per second over all: there are {@code rate / size} bursts
     * a second.
     *
     * @throws IllegalArgumentException when rate, size or length is not above 0, or there would be more than 20 million
     */
    public static ArrivalSchedule bursts(double rate, int size, Duration length, long seed) {
        if (!(rate > 0 && rate < Double.POSITIVE_INFINITY) || size < 1 || length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("arrivals need a rate, a size of bursts and a length above 0, not "
                    + rate + ", " + size + " and " + length);
        }
        double end = length.toNanos();
        if (rate * end / NANOS_PER_SECOND > MOST) {
            throw new IllegalArgumentException(rate + " tasks per second for " + length + " are more than " + MOST
                    + ": lower the rate or the length");
        }
        SplittableRandom random = new SplittableRandom(seed);
        double meanGap = NANOS_PER_SECOND * size / rate;
        long[] due = new long[16];
        int count = 0;
        for (double now = gap(random, meanGap); now < end; now += gap(random, meanGap)) {
            if (count + size > due.length) {
                due = Arrays.copyOf(due, Math.max(count + size, due.length * 2));
            }
            Arrays.fill(due, count, count + size, (long) now);
            count += size;
        }
        return new ArrivalSchedule(Arrays.copyOf(due, count), length);
    }

    private static double gap(SplittableRandom random, double mean) {
        return -Math.log1p(-random.nextDouble()) * mean;
    }

    public int size() {
        return due.length;
    }

    /** Nanoseconds from the start until task {@code index} is due. */
    public long due(int index) {
        return due[index];
    }

    /** How long tasks arrive. */
    public Duration length() {
        return length;
    }
}
