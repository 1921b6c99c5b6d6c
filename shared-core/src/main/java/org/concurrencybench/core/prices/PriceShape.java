package org.concurrencybench.core.prices;

import java.time.Duration;
import java.util.List;

/**
 * How long a trial measures a price.
 *
 * @param warmup how long it is done at least before it is measured
 * @param warmupLimit how long it is done at most until its time no longer changes
 * @param iterations how often n and 2n of it are measured
 * @param iteration how long n of it should take
 */
public record PriceShape(Duration warmup, Duration warmupLimit, int iterations, Duration iteration) {
    /** What is costly is measured less often, so that a trial ends at about this many times its intended length. */
    private static final int LONGEST = 4;
    /** Of n and of 2n. */
    private static final int SHARES = 3;

    public PriceShape {
        if (warmup.isNegative() || warmupLimit.compareTo(warmup) < 0) {
            throw new IllegalArgumentException("the limit of the warm-up is not below it, and that not below zero");
        }
        if (iterations < 1 || !iteration.isPositive()) {
            throw new IllegalArgumentException("there is 1 iteration or more, longer than zero");
        }
    }

    /** After which no further iteration begins. */
    long longestNanos() {
        return iteration.toNanos() * iterations * SHARES * LONGEST;
    }

    /** What a trial takes without the start and the end of its JVMs, as far as can be told. */
    public double expectedSeconds() {
        return (warmup.plus(warmupLimit).toNanos() / 2.0 + (double) iteration.toNanos() * iterations * SHARES) / 1e9;
    }

    /** As arguments for the main class of a trial. */
    public List<String> arguments() {
        return List.of(
                Long.toString(warmup.toNanos()),
                Long.toString(warmupLimit.toNanos()),
                Integer.toString(iterations),
                Long.toString(iteration.toNanos()));
    }

    static PriceShape of(List<String> arguments) {
        return new PriceShape(
                Duration.ofNanos(Long.parseLong(arguments.get(0))),
                Duration.ofNanos(Long.parseLong(arguments.get(1))),
                Integer.parseInt(arguments.get(2)),
                Duration.ofNanos(Long.parseLong(arguments.get(3))));
    }
}
