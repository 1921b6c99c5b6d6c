package org.concurrencybench.process.internal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks of what callers of the library pass in: what is out of range is refused by its name, where it is given. */
public final class Arguments {
    /** Longer ones are as good as for ever, and their nanoseconds would not fit where they are added up. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Arguments() {}

    /** The value, which must not be null. */
    public static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " must not be null");
        }
        return value;
    }

    /** The value, which must be from {@code min} to {@code max}, both included. */
    public static int range(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be from " + min + " to " + max + ", not " + value);
        }
        return value;
    }

    /** The duration, which must be positive; one of more than a hundred years is a hundred years. */
    public static Duration positive(String name, Duration value) {
        if (!required(name, value).isPositive()) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
        return value.compareTo(LONGEST) > 0 ? LONGEST : value;
    }
}
