package org.concurrencybench.core.load;

import java.time.Duration;

/**
 * A search for the highest rate that meets a target.
 *
 * @param target what the tasks have to meet
 * @param timeout how long is waited for the tasks of each probe; not below the target's limit
 * @param longest time of a probe: at low rates it has fewer tasks then
 * @param seed of the schedules
 */
public record SoughtCapacity(LatencyTarget target, Duration timeout, Duration longest, long seed)
        implements LoadRequest {
    private static final String EXAMPLE = "share=0.99,limit=50000000,timeout=10000,longest=20000,seed=1";
    /** Of a probe, before its tasks count. */
    private static final double SETTLE_SHARE = 0.25;
    /** A probe takes this many times the limit, so that what piles up above the capacity is seen within it. */
    private static final int LIMITS = 20;

    private static final long PRIME = 1_000_003;

    public SoughtCapacity {
        if (timeout.compareTo(target.limit()) < 0 || !longest.isPositive()) {
            throw new IllegalArgumentException("the timeout is not below the limit of " + target.limit()
                    + " and a probe is longer than 0, not " + timeout + " and " + longest);
        }
    }

    @Override
    public String text() {
        return "share=" + target.share() + ",limit=" + target.limit().toNanos() + ",timeout=" + timeout.toMillis()
                + ",longest=" + longest.toMillis() + ",seed=" + seed;
    }

    /** What {@link #text} wrote. */
    static SoughtCapacity of(String text) {
        LoadText values = new LoadText(text, EXAMPLE);
        return new SoughtCapacity(
                new LatencyTarget(values.number("share"), Duration.ofNanos(values.whole("limit"))),
                Duration.ofMillis(values.whole("timeout")),
                Duration.ofMillis(values.whole("longest")),
                values.whole("seed"));
    }

    /** How long a probe for {@code target} takes at least. */
    public static double leastSeconds(LatencyTarget target) {
        return LIMITS * target.limit().toNanos() / 1e9;
    }

    /** A probe of about {@code tasks} at {@code rate}; {@code number} tells its schedule from those of the others. */
    public OfferedLoad probe(double rate, int tasks, int number) {
        double millis =
                Math.clamp(Math.max(1e3 * tasks / rate, leastSeconds(target) * 1e3), 1, (double) longest.toMillis());
        return new OfferedLoad(
                rate,
                1,
                Duration.ofMillis(Math.round(SETTLE_SHARE * millis)),
                Duration.ofMillis(Math.round(millis)),
                timeout,
                target.limit(),
                seed + PRIME * number);
    }
}
