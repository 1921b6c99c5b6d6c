package org.concurrencybench.core.jmh;

import java.util.Optional;

/** The digests that the outputs of a batch must have. */
final class Expectation {
    private final long[] expected;
    private final long combined;

    private Expectation(long[] expected) {
        this.expected = expected;
        this.combined = combine(expected, expected.length);
    }

    /** The digests of outputs 0, 1, …, as a sequential pass or arithmetic gave them. */
    static Expectation of(long[] expected) {
        return new Expectation(expected.clone());
    }

    /**
     * A digest mixed with its index, so that the sum over a batch tells outputs that were swapped. The finalizer is that of
     * SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
     */
    static long mix(int index, long digest) {
        long z = digest + (index + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** What is wrong with the digests of the first {@code count} outputs, whose combination is {@code actual}; empty when nothing. */
    Optional<String> difference(long actual, long[] digests, int count) {
        long wanted = count == expected.length ? combined : combine(expected, count);
        if (actual == wanted) {
            return Optional.empty();
        }
        for (int index = 0; index < count; index++) {
            if (digests[index] != expected[index]) {
                return Optional.of("task " + index + " gave an output with digest " + Long.toHexString(digests[index])
                        + "; the sequential pass gave " + Long.toHexString(expected[index])
                        + ". Either the model runs tasks wrongly, or the workload is not deterministic.");
            }
        }
        return Optional.of(
                "the combined digest is " + Long.toHexString(actual) + " and should be " + Long.toHexString(wanted));
    }

    private static long combine(long[] digests, int count) {
        long sum = 0;
        for (int index = 0; index < count; index++) {
            sum += mix(index, digests[index]);
        }
        return sum;
    }
}
