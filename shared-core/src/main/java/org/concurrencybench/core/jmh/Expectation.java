package org.concurrencybench.core.jmh;

import java.util.BitSet;

/** The digests that the outputs of a batch must have. */
final class Expectation {
    private final long[] expected;
    private final BitSet given;
    private final long combined;

    private Expectation(long[] expected, BitSet given) {
        this.expected = expected;
        this.given = given;
        this.combined = combine(expected, expected.length);
    }

    /** The digests of outputs 0, 1, …, as a pilot run gave them. */
    static Expectation of(long[] expected) {
        return of(expected, new BitSet());
    }

    /** The same, but those of {@code given} are what the workload itself says in {@code expected()}. */
    static Expectation of(long[] expected, BitSet given) {
        return new Expectation(expected.clone(), (BitSet) given.clone());
    }

    /** Whether the workload itself says it of output {@code index}. */
    boolean isGiven(int index) {
        return given.get(index);
    }

    /**
     * Checks the digest of output {@code index} alone.
     *
     * @throws WrongResultException when it is not as expected
     */
    void check(int index, long digest) {
        if (digest != expected[index]) {
            throw new WrongResultException(
                    new WrongOutput(index, digest, expected[index], given.get(index), 1, expected.length));
        }
    }

    /**
     * A digest mixed with its index, so that the sum over a batch tells outputs that were swapped. The finalizer is
     * that of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
     */
    static long mix(int index, long digest) {
        long z = digest + (index + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /**
     * Checks the digests of the first {@code count} outputs, whose combination is {@code actual}.
     *
     * @throws WrongResultException when one is not as expected
     */
    void check(long actual, long[] digests, int count) {
        long wanted = count == expected.length ? combined : combine(expected, count);
        if (actual == wanted) {
            return;
        }
        int first = -1;
        int wrong = 0;
        for (int index = 0; index < count; index++) {
            if (digests[index] != expected[index]) {
                first = first < 0 ? index : first;
                wrong++;
            }
        }
        throw first < 0
                ? new WrongResultException("the combined digest is " + Long.toHexString(actual) + " and should be "
                        + Long.toHexString(wanted))
                : new WrongResultException(
                        new WrongOutput(first, digests[first], expected[first], given.get(first), wrong, count));
    }

    private static long combine(long[] digests, int count) {
        long sum = 0;
        for (int index = 0; index < count; index++) {
            sum += mix(index, digests[index]);
        }
        return sum;
    }
}
