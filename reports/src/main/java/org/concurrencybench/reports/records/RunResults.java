package org.concurrencybench.reports.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.concurrencybench.reports.plan.Cell;
import org.jspecify.annotations.Nullable;

/**
 * All that a run left behind.
 *
 * @param header its first line
 * @param trials in the order in which they ran
 * @param resumptions where it went on, in their order
 * @param end its last line, or null when the run was cut off
 * @param torn whether the last line was incomplete and has been left out
 * @param faults trials that no run writes, left out
 * @param prices what it recorded of its price list
 */
public record RunResults(
        RunHeader header,
        List<TrialRecord> trials,
        List<Resumption> resumptions,
        @Nullable RunEnd end,
        boolean torn,
        List<Fault> faults,
        PriceResults prices) {
    /**
     * A line that has been left out.
     *
     * @param line its number, from 1
     * @param text what is wrong with it
     */
    public record Fault(int line, String text) {}

    public RunResults {
        trials = List.copyOf(trials);
        resumptions = List.copyOf(resumptions);
        faults = List.copyOf(faults);
    }

    /** Of a run without a price list. */
    public RunResults(
            RunHeader header,
            List<TrialRecord> trials,
            List<Resumption> resumptions,
            @Nullable RunEnd end,
            boolean torn,
            List<Fault> faults) {
        this(header, trials, resumptions, end, torn, faults, PriceResults.NONE);
    }

    /** Wall time at most: that of the last part, since a run may go on with more. */
    public double budgetSeconds() {
        return resumptions.isEmpty()
                ? header.budgetSeconds()
                : resumptions.getLast().budgetSeconds();
    }

    /**
     * What was measured in batches: the same without cells whose tasks arrive on a schedule, whose times per task are
     * but their rate.
     */
    public RunResults batches() {
        Set<String> scheduled = Stream.concat(
                        header.cells().stream(), header.leftOut().stream().map(LeftOutCell::cell))
                .filter(cell -> cell.load() != null)
                .map(Cell::id)
                .collect(Collectors.toSet());
        return scheduled.isEmpty()
                ? this
                : new RunResults(
                        header.prepared(
                                header.cells().stream()
                                        .filter(cell -> cell.load() == null)
                                        .toList(),
                                header.leftOut().stream()
                                        .filter(left -> left.cell().load() == null)
                                        .toList(),
                                header.pilots(),
                                Map.of()),
                        trials.stream()
                                .filter(trial -> !scheduled.contains(trial.cell()))
                                .toList(),
                        resumptions,
                        end,
                        torn,
                        faults);
    }

    /** How it ended. */
    public RunEnding ending() {
        return RunEnding.of(this);
    }

    /** Whether every one of {@link #problems} is but a cell that was not tried, since the run ended before. */
    public boolean onlyUntried() {
        long untried = header.cells().stream()
                .filter(cell -> trials.stream().noneMatch(trial -> trial.cell().equals(cell.id())))
                .count();
        return problems().size() == untried + prices.untried();
    }

    /**
     * What was planned and not measured or not verified, one line for each cause with the cells that it concerns; empty
     * when all is well.
     */
    public List<String> problems() {
        List<Failing> causes = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Cell cell : header.cells()) {
            List<TrialRecord> tried = trials.stream()
                    .filter(trial -> trial.cell().equals(cell.id()))
                    .toList();
            List<Failure> failed = tried.stream()
                    .map(TrialRecord::failure)
                    .filter(Objects::nonNull)
                    .toList();
            if (!failed.isEmpty()) {
                Failing.add(causes, failed.getFirst(), cell.id(), failed.size() + " of " + tried.size());
            } else if (tried.isEmpty()) {
                problems.add(cell.id() + ": the run ended before its first trial");
            }
        }
        causes.stream().map(Failing::line).forEach(problems::add);
        for (LeftOutCell left : header.leftOut()) {
            if (left.computedNanosPerTask() == null) {
                problems.add(left.cell().id() + ": left out: " + left.reason());
            }
        }
        problems.addAll(prices.problems());
        return problems;
    }

    /** A cause with all cells that fail for it, each with how many of its trials failed. */
    private record Failing(Failure failure, String first, List<String> cells) {
        static void add(List<Failing> causes, Failure failure, String cell, String trials) {
            Failing known = causes.stream()
                    .filter(cause -> failure.isAlike(cell, cause.failure(), cause.first()))
                    .findFirst()
                    .orElse(null);
            if (known == null) {
                known = new Failing(failure, cell, new ArrayList<>());
                causes.add(known);
            }
            known.cells().add(cell + ": " + trials + " trials failed");
        }

        String line() {
            return String.join(", ", cells) + ": " + failure.kind() + ": " + failure.headline();
        }
    }
}
