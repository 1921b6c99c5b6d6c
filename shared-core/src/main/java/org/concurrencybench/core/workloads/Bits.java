package org.concurrencybench.core.workloads;

import java.nio.charset.StandardCharsets;

/** Spreads values over 64 bits, for seeds and digests. Not cryptographic. */
public final class Bits {
    private Bits() {}

    /**
     * A bijection in which each bit of {@code value} changes about half of the result's bits: the finalizer of
     * SplitMix64 (Steele, Lea, Flood, <i>Fast Splittable Pseudorandom Number Generators</i>, 2014), after adding its
     * golden gamma so that 0 does not stay 0.
     */
    public static long spread(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Adds {@code value} to the digest {@code sofar}; the order of additions matters. */
    public static long add(long sofar, long value) {
        return spread(sofar ^ spread(value));
    }

    /** A digest of all of {@code bytes}, their number included. */
    static long digest(byte[] bytes) {
        long digest = bytes.length;
        long word = 0;
        for (int i = 0; i < bytes.length; i++) {
            word = word << Byte.SIZE | (bytes[i] & 0xFF);
            if ((i & 7) == 7) {
                digest = add(digest, word);
                word = 0;
            }
        }
        return add(digest, word);
    }

    /**
     * Adds {@code value} to the digest {@code sofar} in about two nanoseconds, where {@link #add} takes some eight: for
     * long arrays, and to be spread at the end. One changed value always changes the digest. The rotation brings down
     * what the product only moves upwards, or changes of two topmost bits would cancel each other.
     */
    private static long fold(long sofar, long value) {
        return Long.rotateLeft(sofar ^ value, 29) * 0x9E3779B97F4A7C15L;
    }

    /** A digest of all of {@code values}, their number and order included. */
    static long digest(int[] values) {
        long digest = values.length;
        for (int value : values) {
            digest = fold(digest, value);
        }
        return spread(digest);
    }

    /** A digest of the raw bits of all of {@code values}: the two zeros differ. */
    static long digest(double[] values) {
        long digest = values.length;
        for (double value : values) {
            digest = fold(digest, Double.doubleToRawLongBits(value));
        }
        return spread(digest);
    }

    static long digest(String text) {
        return digest(text.getBytes(StandardCharsets.UTF_8));
    }
}
