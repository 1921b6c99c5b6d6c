package org.concurrencybench.reports.analysis.latency;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.load.LoadReport;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.stats.Contender;
import org.concurrencybench.reports.stats.Judgement;

/** The measured trials of one open-loop cell. */
final class LoadTrials {
    /** Of the tasks that arrived: what may be unfinished at the end of a load that is sustained. */
    private static final double UNFINISHED_SHARE = 0.02;
    /** Of the median: what the generator may be late. */
    private static final double LATE_SHARE = 0.1;

    private final Cell cell;
    private final List<TrialRecord> trials;
    private final List<LoadReport> reports;

    LoadTrials(Cell cell, List<TrialRecord> all) {
        this.cell = cell;
        this.trials = all.stream()
                .filter(trial ->
                        trial.measured() && trial.load() != null && trial.load().arrivals() > 0)
                .toList();
        this.reports =
                trials.stream().map(TrialRecord::load).filter(Objects::nonNull).toList();
    }

    Cell cell() {
        return cell;
    }

    int trials() {
        return trials.size();
    }

    /** Trials that were not warm when the load began. */
    int cold() {
        return TrialRecord.cold(trials);
    }

    /** As of contenders: nothing can be said of a cell that was too often not warm. */
    double leftToGo() {
        return Judgement.leftToGo(cold(), trials());
    }

    boolean isMeasured() {
        return !trials.isEmpty();
    }

    long sum(ToDoubleFunction<LoadReport> of) {
        return Math.round(reports.stream().mapToDouble(of).sum());
    }

    double mean(ToDoubleFunction<LoadReport> of) {
        return reports.stream().mapToDouble(of).average().orElse(0);
    }

    /** Mean over the trials of the 99th percentile of the generator's lag; empty where a trial lacks it. */
    Optional<Double> lag() {
        List<Double> lags = new ArrayList<>();
        for (LoadReport report : reports) {
            Double lag = report.lag().get("99");
            if (lag == null) {
                return Optional.empty();
            }
            lags.add(lag);
        }
        return lags.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        lags.stream().mapToDouble(Double::doubleValue).average().orElse(0));
    }

    /** Whether what had not ended at the end is no more than can be in flight and a small part of all. */
    boolean isSustained() {
        double inFlight = cell.concurrency() == Settings.UNBOUNDED ? 0 : cell.concurrency();
        double arrivals = mean(LoadReport::arrivals);
        return mean(LoadReport::unfinished) <= inFlight + UNFINISHED_SHARE * arrivals
                && mean(report -> report.timedOut() + report.refused()) <= UNFINISHED_SHARE * arrivals;
    }

    boolean isLate() {
        Optional<Double> lag = lag();
        List<Double> medians = values("", "50", LoadReport.Part::latency);
        return lag.isPresent()
                && !medians.isEmpty()
                && lag.get()
                        > LATE_SHARE
                                * medians.stream()
                                        .mapToDouble(Double::doubleValue)
                                        .average()
                                        .orElse(0);
    }

    /** The labels of its tasks, {@code ""} for all of them first. */
    Set<String> labels() {
        Set<String> labels = new LinkedHashSet<>();
        reports.forEach(report -> report.parts().forEach(part -> labels.add(part.label())));
        return labels;
    }

    /**
     * A percentile of each trial; none where one of the trials has it not, since those that have it would be the better
     * ones.
     */
    List<Double> values(String label, String percentile, Function<LoadReport.Part, Map<String, Double>> of) {
        List<Double> values = new ArrayList<>();
        for (LoadReport report : reports) {
            Double value = report.parts().stream()
                    .filter(part -> part.label().equals(label))
                    .findFirst()
                    .map(part -> of.apply(part).get(percentile))
                    .orElse(null);
            if (value == null) {
                return List.of();
            }
            values.add(Math.max(1, value)); // a nanosecond is less than any clock tells
        }
        return values;
    }

    Contender contender(List<Double> values) {
        return new Contender(cell.id(), trials.stream().map(TrialRecord::round).toList(), values, leftToGo());
    }
}
