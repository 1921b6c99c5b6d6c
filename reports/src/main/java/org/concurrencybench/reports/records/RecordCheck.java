package org.concurrencybench.reports.records;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.concurrencybench.core.load.LoadReport;
import org.concurrencybench.reports.plan.Cell;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Finds in records what no run writes: traces of files that were edited or joined. Each answer is empty, or says what
 * is wrong.
 */
final class RecordCheck {
    /** 30 years in nanoseconds, more than bytes of any memory: sums and ratios of what is below cannot overflow. */
    private static final double MOST = 1e18;
    /** Nanoseconds per task: less than any clock cycle's share. */
    private static final double LEAST_NANOS = 1e-6;

    private final Map<String, Integer> lines = new HashMap<>();

    static Optional<String> header(RunHeader header) {
        if (!(header.precision() > 0 && header.precision() <= 1)) {
            return Optional.of("the precision is " + header.precision()
                    + ", but lies above 0 and is at most 1, such as 0.1 for 10 %");
        }
        if (!isAmount(header.budgetSeconds())) {
            return Optional.of("the budget is " + header.budgetSeconds() + " seconds");
        }
        if (anyNull(header.plan(), header.startedAt(), header.suite(), header.command(), header.trial())) {
            return Optional.of("plan, startedAt, suite, command or trial is missing");
        }
        Set<String> ids = new HashSet<>();
        for (Cell cell : header.cells()) {
            if (!ids.add(cell.id())) {
                return Optional.of("the cell " + cell.id() + " is there twice");
            }
            if (cell.cpus() < 1 || cell.concurrency() < 1 || cell.tasks() < 0) {
                return Optional.of("the cell " + cell.id() + " has " + cell.cpus() + " cpus, a concurrency of "
                        + cell.concurrency() + " and " + cell.tasks() + " tasks");
            }
        }
        return Optional.empty();
    }

    static Optional<String> resumption(Resumption resumption) {
        return isAmount(resumption.spentSeconds()) && isAmount(resumption.budgetSeconds())
                ? Optional.empty()
                : Optional.of(resumption.spentSeconds() + " of " + resumption.budgetSeconds() + " seconds are spent");
    }

    static Optional<String> end(RunEnd end) {
        if (anyNull(end.reason())) {
            return Optional.of("the end has no reason");
        }
        return isAmount(end.wallSeconds())
                        && end.shares().values().stream().allMatch(share -> share != null && isAmount(share))
                ? Optional.empty()
                : Optional.of("the run took " + end.wallSeconds() + " seconds, with shares of " + end.shares());
    }

    /** Of a trial in line {@code number}; remembers it, so that the same one is not counted twice. */
    Optional<String> trial(TrialRecord trial, int number) {
        Optional<String> fault = alone(trial);
        if (fault.isPresent()) {
            return fault;
        }
        Integer before = lines.putIfAbsent(trial.round() + " " + trial.cell(), number);
        return before == null
                ? Optional.empty()
                : Optional.of("round " + trial.round() + " of " + trial.cell() + " is in line " + before + " already");
    }

    /** Of a trial of a price in line {@code number}; remembers it too. */
    Optional<String> price(PriceRecord price, int number) {
        Optional<String> fault =
                anyNull(price.cell(), price.startedAt()) ? Optional.of("it has no price or no start") : price.fault();
        if (fault.isPresent()) {
            return fault;
        }
        Integer before = lines.putIfAbsent("price " + price.round() + " " + price.cell(), number);
        return before == null
                ? Optional.empty()
                : Optional.of("round " + price.round() + " of the price " + price.cell() + " is in line " + before
                        + " already");
    }

    private static Optional<String> alone(TrialRecord trial) {
        if (anyNull(trial.cell(), trial.startedAt())) {
            return Optional.of("it has no cell or no start");
        }
        String of = "round " + trial.round() + " of " + trial.cell() + ": ";
        if (trial.round() < 1) {
            return Optional.of(of + "rounds are counted from 1");
        }
        if (!isAmount(trial.seconds()) || !isAmount(trial.iterationSeconds())) {
            return Optional.of(of + "it took " + trial.seconds() + " seconds, " + trial.iterationSeconds()
                    + " of them for iterations");
        }
        return beyond(trial.warmup())
                .or(() -> beyond(trial.iterations()))
                .map(nanos -> of + "a time per task of " + nanos + " ns")
                .or(() -> trial.figures().entrySet().stream()
                        .filter(figure -> !(Double.isNaN(figure.getValue()) || Math.abs(figure.getValue()) <= MOST))
                        .findFirst()
                        .map(figure -> of + figure.getKey() + " is " + figure.getValue()))
                .or(() -> trial.load() == null
                        ? Optional.empty()
                        : load(trial.load()).map(fault -> of + fault));
    }

    private static Optional<String> load(LoadReport load) {
        if (load.arrivals() < 0 || load.completed() > load.arrivals() || !isAmount(load.rate())) {
            return Optional.of(
                    load.completed() + " of " + load.arrivals() + " tasks completed, at a rate of " + load.rate());
        }
        return load.parts().stream()
                .flatMap(part -> Stream.of(part.latency(), part.service()))
                .flatMap(times -> times.entrySet().stream())
                .filter(time -> !isAmount(time.getValue()))
                .findFirst()
                .map(time -> "percentile " + time.getKey() + " is " + time.getValue() + " ns");
    }

    /**
     * The first time that is none. NaN, zero and less come from JMH where it had nothing to divide; the analysis judges
     * them.
     */
    private static Optional<Double> beyond(List<Double> times) {
        return times.stream()
                .filter(nanos -> nanos > MOST || (nanos > 0 && nanos < LEAST_NANOS))
                .findFirst();
    }

    private static boolean isAmount(double value) {
        return value >= 0 && value <= MOST;
    }

    /** Fields that a file may lack, whatever their declaration says. */
    private static boolean anyNull(@Nullable Object... values) {
        for (Object value : values) {
            if (Objects.isNull(value)) {
                return true;
            }
        }
        return false;
    }

    /** What {@code e} says, without places in the source; a missing value is named as such. */
    static String cause(JacksonException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof NullPointerException) {
                return "a value is missing or null";
            }
        }
        return e.getOriginalMessage();
    }
}
