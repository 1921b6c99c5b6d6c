package org.concurrencybench.reports.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.concurrencybench.reports.records.PriceRecord;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;

/** Where the wall time of a run goes. */
final class TimeBreakdown {
    /** The share that measures, warm-up included: the names are those of the records. */
    static final String ITERATIONS = "iterations";

    static final String STARTING = "starting and ending trials";
    static final String PREPARING = "fixtures, pilots and digests";
    /** Of the parts before the run went on, as far as they are not in trials that were recorded. */
    static final String EARLIER = "earlier preparation and lost trials";

    static final String REST = "records and the rest";

    private final LongSupplier nanoTime;
    private final long began;
    private final double before;
    private double iterations;
    private double starting;
    private double preparing;
    private final double earlier;

    /** {@code before}: wall seconds that earlier parts of the run took, {@code trials} what they recorded. */
    TimeBreakdown(double before, List<TrialRecord> trials) {
        this(before, trials, System::nanoTime);
    }

    /** {@code before}: wall seconds that earlier parts of the run took, {@code recorded} what they recorded. */
    TimeBreakdown(double before, RunResults recorded) {
        this(before, recorded.trials(), recorded.prices().trials(), System::nanoTime);
    }

    /** {@code nanoTime}: what {@link System#nanoTime} is to others. */
    TimeBreakdown(double before, List<TrialRecord> trials, LongSupplier nanoTime) {
        this(before, trials, List.of(), nanoTime);
    }

    private TimeBreakdown(double before, List<TrialRecord> trials, List<PriceRecord> prices, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
        this.before = before;
        trials.forEach(this::add);
        prices.forEach(this::add);
        this.earlier = Math.max(0, before - iterations - starting);
    }

    void add(TrialRecord record) {
        iterations += record.iterationSeconds();
        starting += record.seconds() - record.iterationSeconds();
    }

    void add(PriceRecord record) {
        iterations += record.measuringSeconds();
        starting += record.seconds() - record.measuringSeconds();
    }

    void addPreparing(double seconds) {
        preparing += seconds;
    }

    /** Wall seconds so far, those of earlier parts of the run included. */
    double seconds() {
        return before + (nanoTime.getAsLong() - began) / 1e9;
    }

    /** Fractions of the wall time. */
    Map<String, Double> shares() {
        double all = seconds();
        Map<String, Double> shares = new LinkedHashMap<>();
        shares.put(ITERATIONS, iterations / all);
        shares.put(STARTING, starting / all);
        shares.put(PREPARING, preparing / all);
        if (before > 0) {
            shares.put(EARLIER, earlier / all);
        }
        shares.put(REST, Math.max(0, all - iterations - starting - preparing - earlier) / all);
        return shares;
    }
}
