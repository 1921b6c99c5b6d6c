package org.concurrencybench.reports.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.concurrencybench.reports.records.PriceRecord;
import org.concurrencybench.reports.records.Resumption;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.run.folder.Heartbeat;

/**
 * Wall time that a run took before it goes on; all of it counts towards the budget.
 *
 * @param recorded seconds until its last record
 * @param lost seconds from then until it was last seen alive: those of the trial that was lost
 */
record TimeSpent(double recorded, double lost) {
    /** {@code heartbeat} is the last one in the run's folder. */
    static TimeSpent of(RunResults results, Optional<Heartbeat.Last> heartbeat) {
        if (results.end() != null) {
            return new TimeSpent(results.end().wallSeconds(), 0);
        }
        double before = 0;
        Instant part = Instant.parse(results.header().startedAt());
        if (!results.resumptions().isEmpty()) {
            Resumption last = results.resumptions().getLast();
            before = last.spentSeconds();
            part = Instant.parse(last.startedAt());
        }
        Instant recorded = part;
        for (TrialRecord trial : results.trials()) {
            recorded = later(recorded, trial.startedAt(), trial.seconds());
        }
        for (PriceRecord trial : results.prices().trials()) {
            recorded = later(recorded, trial.startedAt(), trial.seconds());
        }
        Instant start = part;
        Instant seen = heartbeat
                .filter(last -> last.part().equals(start))
                .map(Heartbeat.Last::seen)
                .filter(recorded::isBefore)
                .orElse(recorded);
        return new TimeSpent(before + seconds(start, recorded), seconds(recorded, seen));
    }

    private static Instant later(Instant recorded, String startedAt, double seconds) {
        Instant end = Instant.parse(startedAt).plus(duration(seconds));
        return end.isAfter(recorded) ? end : recorded;
    }

    double all() {
        return recorded + lost;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }
}
