package org.concurrencybench.reports.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.concurrencybench.reports.records.TrialRecord;

/** Where the wall time of a run goes. */
final class TimeAccount {
    /** The share that measures, warm-up included: the names are those of the records. */
    static final String ITERATIONS = "iterations";

    static final String STARTING = "starting and ending trials";
    static final String PREPARING = "fixtures, pilots and digests";
    static final String REST = "records and the rest";

    private final long began = System.nanoTime();
    private final double before;
    private double iterations;
    private double starting;
    private double preparing;

    /** {@code before}: wall seconds that an earlier part of the run took. */
    TimeAccount(double before) {
        this.before = before;
    }

    void add(TrialRecord record) {
        iterations += record.iterationSeconds();
        starting += record.seconds() - record.iterationSeconds();
    }

    void addPreparing(double seconds) {
        preparing += seconds;
    }

    /** Wall seconds so far, those of an earlier part of the run included. */
    double seconds() {
        return before + (System.nanoTime() - began) / 1e9;
    }

    /** Fractions of the wall time of this part of the run. */
    Map<String, Double> shares() {
        double all = seconds() - before;
        Map<String, Double> shares = new LinkedHashMap<>();
        shares.put(ITERATIONS, iterations / all);
        shares.put(STARTING, starting / all);
        shares.put(PREPARING, preparing / all);
        shares.put(REST, Math.max(0, all - iterations - starting - preparing) / all);
        return shares;
    }
}
