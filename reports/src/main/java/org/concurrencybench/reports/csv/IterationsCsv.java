package org.concurrencybench.reports.csv;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.Collectors;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;

/**
 * The iterations of a run in a tenth of the space of {@link ResultsCsv}, to be kept inside a page: a row for each trial
 * and phase, its times to six digits, separated by blanks.
 */
public final class IterationsCsv {
    public static final String NAME = "iterations.csv";

    private static final MathContext SIX_DIGITS = new MathContext(6);

    private IterationsCsv() {}

    public static String write(RunResults run) {
        Csv csv = new Csv().row(List.of("round", "cell", "phase", "nanos_per_task"));
        for (TrialRecord trial : run.batches().trials()) {
            row(csv, trial, "warm-up", trial.warmup());
            row(csv, trial, "measured", trial.iterations());
        }
        return csv.toString();
    }

    private static void row(Csv csv, TrialRecord trial, String phase, List<Double> iterations) {
        if (!iterations.isEmpty()) {
            csv.row(List.of(
                    Integer.toString(trial.round()),
                    trial.cell(),
                    phase,
                    iterations.stream().map(IterationsCsv::shortened).collect(Collectors.joining(" "))));
        }
    }

    private static String shortened(double nanos) {
        return Double.isFinite(nanos)
                ? NumberText.tidy(new BigDecimal(nanos).round(SIX_DIGITS).toPlainString())
                : Double.toString(nanos);
    }
}
