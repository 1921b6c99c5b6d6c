package org.concurrencybench.reports.html;

import java.util.ArrayList;
import java.util.List;

/** A logarithmic axis: where a value stands, and which values get a tick. Equal ratios are equal distances on it. */
final class LogAxis {
    private static final double[] DENSE = {1, 1.05, 1.1, 1.2, 1.3, 1.5, 1.7, 2, 2.5, 3, 4, 5, 6, 7, 8, 9};
    private static final double[] MEDIUM = {1, 1.5, 2, 3, 5, 7};
    private static final double[] SPARSE = {1, 2, 5};
    private static final double[] DECADES = {1};

    private final double low;
    private final double high;
    private final double from;
    private final double to;

    /**
     * An axis on which {@code low}…{@code high} and a little more is drawn between the coordinates {@code from} and
     * {@code to}.
     */
    LogAxis(double low, double high, double from, double to) {
        if (!(low > 0) || !(high >= low) || !Double.isFinite(high)) {
            throw new IllegalArgumentException("no logarithmic axis from " + low + " to " + high);
        }
        double margin = Math.max(Math.log(high / low) * 0.04, 0.01);
        this.low = low * Math.exp(-margin);
        this.high = high * Math.exp(margin);
        this.from = from;
        this.to = to;
    }

    double at(double value) {
        return from + (to - from) * Math.log(value / low) / Math.log(high / low);
    }

    /** Round values, between two and about ten of them where the range allows it. */
    List<Double> ticks() {
        double decades = Math.log10(high / low);
        double[] steps = decades < 0.35 ? DENSE : decades < 1 ? MEDIUM : decades < 3 ? SPARSE : DECADES;
        int stride = Math.max(1, (int) (decades / 8));
        List<Double> ticks = new ArrayList<>();
        for (int decade = (int) Math.floor(Math.log10(low)); decade <= Math.log10(high); decade++) {
            if (Math.floorMod(decade, stride) != 0) {
                continue;
            }
            for (double step : steps) {
                double tick = step * Math.pow(10, decade);
                if (tick >= low && tick <= high) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }
}
