package org.concurrencybench.reports.run;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunEnd;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.run.trial.TrialPlan;

/**
 * Round after round, every open cell once in each, until all is settled, the rounds are done or no further one fits
 * into the budget. What comes next is the {@link Schedule}'s decision. Each record is on the disk before the next trial
 * starts.
 */
final class Rounds {
    /** In a round that has begun, a trial may take so many times what it should, even if the budget ends meanwhile. */
    private static final double GRACE = 2;

    private final Plan plan;
    private final RoundOrder order;
    private final Map<String, TrialPlan> trials;
    private final TrialStart start;
    private final ResultsFile results;
    private final TimeBreakdown time;
    private final Interruption interruption;
    private final Progress progress;
    private final Schedule schedule;
    private Map<String, Integer> announced = Map.of();

    /** {@code trials}: those of all cells that can be measured, by the cells' ids in the order of the plan. */
    Rounds(
            Plan plan,
            RoundOrder order,
            Map<String, TrialPlan> trials,
            TrialStart start,
            ResultsFile results,
            TimeBreakdown time,
            Interruption interruption,
            Progress progress) {
        this.plan = plan;
        this.order = order;
        this.trials = trials;
        this.start = start;
        this.results = results;
        this.time = time;
        this.interruption = interruption;
        this.progress = progress;
        this.schedule = new Schedule(plan, trials.values());
    }

    /**
     * Has the records of the earlier parts of a run take the places that they had, as if the run had never been cut
     * off.
     */
    void resume(List<TrialRecord> records) {
        for (TrialRecord record : records) {
            TrialPlan trial = trials.get(record.cell());
            if (trial != null) {
                schedule.add(trial.cell(), record);
            }
        }
    }

    RunEnd.Reason run() throws IOException {
        List<Cell> cells = trials.values().stream().map(TrialPlan::cell).toList();
        announce();
        while (true) {
            Optional<Schedule.Pass> pass = schedule.next(left());
            if (pass.isEmpty()) {
                return end();
            }
            Optional<RunEnd.Reason> cut = run(pass.get(), order.of(pass.get().round(), cells));
            if (cut.isPresent()) {
                return cut.get();
            }
        }
    }

    /** Experiments that the time left cannot give their least rounds, with those that they have. */
    Map<String, Integer> belowLeast() {
        return schedule.outlook(0).incomplete();
    }

    private RunEnd.Reason end() {
        if (schedule.hasOpen()) {
            return RunEnd.Reason.BUDGET;
        }
        return schedule.settled() ? RunEnd.Reason.SETTLED : RunEnd.Reason.ROUNDS;
    }

    /** The reason to end, where the pass did not come to its own end. */
    private Optional<RunEnd.Reason> run(Schedule.Pass pass, List<Cell> inOrder) throws IOException {
        Map<String, Boolean> begins = new HashMap<>();
        int made = 0;
        for (int index = 0; index < inOrder.size(); index++) {
            Cell cell = inOrder.get(index);
            boolean begun = pass.experiments().contains(cell.experiment())
                    && begins.computeIfAbsent(cell.experiment(), experiment -> schedule.fits(experiment, left()));
            // Its experiment's round may have ended with the cell before, and the next one is none of this pass.
            if (!begun || schedule.round(cell) != pass.round() || !schedule.misses(cell)) {
                continue;
            }
            progress.trial(pass.round(), plan.maxRounds(), index, inOrder.size(), cell, secondsLeft());
            Optional<RunEnd.Reason> cut = measure(cell, pass.round(), index + 1);
            if (cut.isPresent()) {
                return cut;
            }
            made++;
        }
        if (made > 0) {
            progress.round(pass.round(), plan.maxRounds(), made, time.seconds(), secondsLeft());
            announce();
        }
        return Optional.empty();
    }

    private Optional<RunEnd.Reason> measure(Cell cell, int round, int position) throws IOException {
        TrialPlan trial = trials.get(cell.id());
        if (trial == null) {
            throw new IllegalStateException("no trial plan for " + cell.id());
        }
        TrialRecord record = start.run(trial, Math.max(left(), GRACE * schedule.seconds(cell)), round, position);
        if (record.measured() ? interruption.happened() : interruption.happensNow()) {
            return Optional.of(RunEnd.Reason.INTERRUPTED);
        }
        if (record.failure() != null && record.failure().kind() == Failure.Kind.TIMEOUT && left() <= 0) {
            // the budget ended it, not the trial's own limit: it says nothing about the cell
            return Optional.of(RunEnd.Reason.BUDGET);
        }
        results.append(record);
        time.add(record);
        schedule.add(cell, record);
        if (!record.measured()) {
            progress.failed(record);
        }
        return Optional.empty();
    }

    /** Says once which experiments the budget leaves without their least rounds, and again when these are others. */
    private void announce() {
        Schedule.Outlook outlook = schedule.outlook(left());
        if (!outlook.incomplete().keySet().equals(announced.keySet())) {
            progress.say((outlook.incomplete().isEmpty() ? "" : "warning: ") + "the budget "
                    + BudgetText.outlook(
                            outlook, schedule.experiments(), plan, time.seconds() + outlook.neededSeconds()));
        }
        announced = outlook.incomplete();
    }

    private double left() {
        return plan.budget().toNanos() / 1e9 - time.seconds();
    }

    private double secondsLeft() {
        return Math.min(schedule.openSeconds(), left());
    }
}
