package org.concurrencybench.core.load;

import java.time.Duration;
import java.util.Locale;

/**
 * Which tasks arrive, and how long one waits for them.
 *
 * @param rate tasks per second, above 0
 * @param burst tasks that arrive together; 1 for one by one
 * @param settle how long tasks arrive before they count
 * @param length how long tasks arrive that count, above 0
 * @param timeout after which a task that has not completed counts as timed out, above 0
 * @param limit above which a task counts as late; not above the timeout
 * @param seed of the schedule
 */
public record OfferedLoad(
        double rate, int burst, Duration settle, Duration length, Duration timeout, Duration limit, long seed)
        implements LoadRequest {
    private static final String EXAMPLE =
            "rate=100,burst=1,settle=1000,length=5000,timeout=10000,limit=50000000,seed=1";

    public OfferedLoad {
        if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a rate is above 0 tasks per second and finite, not " + rate);
        }
        if (burst < 1 || settle.isNegative() || !length.isPositive() || !timeout.isPositive()) {
            throw new IllegalArgumentException("bursts, length and timeout are above 0, not " + burst + ", " + length
                    + " and " + timeout + " after " + settle);
        }
        if (!limit.isPositive() || limit.compareTo(timeout) > 0) {
            throw new IllegalArgumentException(
                    "the limit is above 0 and not above the timeout of " + timeout + ", not " + limit);
        }
    }

    /** Where tasks are late only when they time out. */
    public OfferedLoad(double rate, int burst, Duration settle, Duration length, Duration timeout, long seed) {
        this(rate, burst, settle, length, timeout, timeout, seed);
    }

    /** When its tasks are due, the settling ones first. */
    public ArrivalSchedule schedule() {
        return ArrivalSchedule.bursts(rate, burst, settle.plus(length), seed);
    }

    @Override
    public String text() {
        return String.format(
                Locale.ROOT,
                "rate=%s,burst=%d,settle=%d,length=%d,timeout=%d,limit=%d,seed=%d",
                Double.toString(rate),
                burst,
                settle.toMillis(),
                length.toMillis(),
                timeout.toMillis(),
                limit.toNanos(),
                seed);
    }

    /**
     * What {@link #text} wrote.
     *
     * @throws IllegalArgumentException when a value is missing or is no number
     */
    static OfferedLoad of(String text) {
        LoadText values = new LoadText(text, EXAMPLE);
        return new OfferedLoad(
                values.number("rate"),
                (int) values.whole("burst"),
                Duration.ofMillis(values.whole("settle")),
                Duration.ofMillis(values.whole("length")),
                Duration.ofMillis(values.whole("timeout")),
                Duration.ofNanos(values.whole("limit")),
                values.whole("seed"));
    }
}
