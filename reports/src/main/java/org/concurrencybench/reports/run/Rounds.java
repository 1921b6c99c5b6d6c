package org.concurrencybench.reports.run;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunEnd;
import org.concurrencybench.reports.records.TrialRecord;

/**
 * Round after round, every cell once in each, until all is settled, the rounds are done or the budget is spent. Each record is on the
 * disk before the next trial starts.
 */
final class Rounds {
    /** After so many failures a cell is not tried again; after one that had to be timed out, at once. */
    private static final int FAILURES = 2;

    private final Plan plan;
    private final RoundOrder order;
    private final PreparedRun prepared;
    private final TrialRunner runner;
    private final ResultsFile results;
    private final TimeAccount time;
    private final Interruption interruption;
    private final Progress progress;
    private final Settlement settlement;
    private final Map<String, TrialRecord> earlier = new HashMap<>();
    private final Map<String, Integer> failures = new HashMap<>();

    Rounds(
            Plan plan,
            RoundOrder order,
            PreparedRun prepared,
            TrialRunner runner,
            ResultsFile results,
            TimeAccount time,
            Interruption interruption,
            Progress progress) {
        this.plan = plan;
        this.order = order;
        this.prepared = prepared;
        this.runner = runner;
        this.results = results;
        this.time = time;
        this.interruption = interruption;
        this.progress = progress;
        this.settlement = new Settlement(prepared.cells(), plan.precision());
    }

    /**
     * Has the records of the earlier parts of a run take the places that they had: each round then decides by what was known when it
     * began, as if the run had never been cut off.
     */
    void resume(List<TrialRecord> records) {
        records.forEach(record -> earlier.put(key(record.round(), record.cell()), record));
    }

    RunEnd.Reason run() throws IOException {
        List<Cell> measurable =
                prepared.trials().values().stream().map(TrialPlan::cell).toList();
        for (int round = 1; round <= plan.maxRounds(); round++) {
            List<Cell> open = open(measurable, round);
            if (open.isEmpty()) {
                boolean settled = measurable.stream().allMatch(cell -> settlement.settled(cell.experiment()));
                return settled && !measurable.isEmpty() ? RunEnd.Reason.SETTLED : RunEnd.Reason.ROUNDS;
            }
            List<Cell> inOrder = order.of(round, measurable);
            int position = 0;
            int trials = 0;
            for (Cell cell : inOrder) {
                position++;
                TrialRecord recorded = earlier.get(key(round, cell.id()));
                if (recorded != null) {
                    count(recorded);
                }
                if (recorded != null || !open.contains(cell)) {
                    continue;
                }
                TrialPlan trial = prepared.plan(cell);
                double left = plan.budget().toNanos() / 1e9 - time.seconds();
                if (left < trial.expectedSeconds()) {
                    return RunEnd.Reason.BUDGET;
                }
                progress.trial(
                        round,
                        plan.maxRounds(),
                        position - 1,
                        inOrder.size(),
                        cell,
                        secondsLeft(round, open, position - 1, inOrder));
                TrialRecord record =
                        runner.run(trial, prepared.experiment(cell), prepared.fixturePids(), left, round, position);
                if (record.measured() ? interruption.happened() : interruption.happensNow()) {
                    return RunEnd.Reason.INTERRUPTED;
                }
                if (record.failure() != null
                        && record.failure().kind() == Failure.Kind.TIMEOUT
                        && time.seconds() > plan.budget().toNanos() / 1e9) {
                    return RunEnd.Reason
                            .BUDGET; // the budget ended it, not the trial's own limit: it says nothing about the cell
                }
                results.append(record);
                time.add(record);
                count(record);
                trials++;
                if (!record.measured()) {
                    progress.failed(record);
                }
            }
            if (trials > 0) {
                progress.round(
                        round,
                        plan.maxRounds(),
                        trials,
                        time.seconds(),
                        secondsLeft(round + 1, open(measurable, round + 1), 0, inOrder));
            }
        }
        return RunEnd.Reason.ROUNDS;
    }

    private List<Cell> open(List<Cell> cells, int round) {
        return cells.stream()
                .filter(cell -> failures.getOrDefault(cell.id(), 0) < FAILURES)
                .filter(cell -> round <= prepared.plan(cell).rounds())
                .filter(cell -> round <= plan.minRounds() || !settlement.settled(cell.experiment()))
                .toList();
    }

    private void count(TrialRecord record) {
        settlement.add(record);
        if (record.failure() != null) {
            failures.merge(record.cell(), record.failure().kind() == Failure.Kind.TIMEOUT ? FAILURES : 1, Integer::sum);
        }
    }

    private double secondsLeft(int round, List<Cell> open, int position, List<Cell> inOrder) {
        List<Cell> rest = inOrder.subList(Math.min(position, inOrder.size()), inOrder.size()).stream()
                .filter(open::contains)
                .toList();
        int last = round <= plan.minRounds() ? plan.minRounds() : plan.maxRounds();
        double later = open.stream()
                .map(prepared::plan)
                .mapToDouble(trial ->
                        trial.expected().toNanos() / 1e9 * Math.max(0, Math.min(last, trial.rounds()) - round))
                .sum();
        double work = round > plan.maxRounds() ? 0 : prepared.roundSeconds(rest) + later;
        return Math.min(work, plan.budget().toNanos() / 1e9 - time.seconds());
    }

    private static String key(int round, String cell) {
        return round + " " + cell;
    }
}
