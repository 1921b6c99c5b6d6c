package org.concurrencybench.core.load;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Times of tasks to three digits, and how many tasks had none since they were refused or timed out. */
final class LatencyHistogram {
    private static final int DIGITS = 3;

    private final Histogram times = new Histogram(DIGITS);
    private int without;

    void add(long nanos) {
        times.recordValue(Math.max(0, nanos));
    }

    /** A task whose time is longer than all that are known. */
    void addEndless() {
        without++;
    }

    int completed() {
        return (int) times.getTotalCount();
    }

    int all() {
        return completed() + without;
    }

    double most() {
        return completed() == 0 ? 0 : times.getMaxValue();
    }

    /** By percentile, as far as there are tasks enough for it and it is that of a task with a time. */
    Map<String, Double> percentiles() {
        Map<String, Double> known = new LinkedHashMap<>();
        LoadReport.PERCENTILES.forEach((percentile, share) -> {
            double rank = Math.ceil(share * all() - 1e-6);
            if (all() >= LoadReport.leastTasks(percentile) && rank <= completed()) {
                known.put(percentile, (double) times.getValueAtPercentile(100 * rank / completed()));
            }
        });
        return known;
    }
}
