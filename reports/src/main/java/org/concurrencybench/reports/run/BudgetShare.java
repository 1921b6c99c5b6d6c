package org.concurrencybench.reports.run;

import java.util.Locale;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.experiment.Pilot;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.records.LeftOutCell;
import org.concurrencybench.reports.run.trial.TrialPlan;

/**
 * What one trial may take of the budget if every planned cell gets its least rounds.
 *
 * @param seconds wall time
 * @param trials all that the least rounds have
 */
record BudgetShare(double seconds, int trials) {
    /** A trial may take so many times its share before its cell is left out. */
    private static final double SHARES = 4;
    /** Trials below this are never left out. */
    private static final double ALWAYS_AFFORDABLE_SECONDS = 10;

    static BudgetShare of(Plan plan, int cells) {
        int trials = plan.minRounds() * cells;
        return new BudgetShare(plan.budget().toNanos() / 1e9 / trials, trials);
    }

    boolean affords(TrialPlan trial) {
        return trial.expectedSeconds() <= Math.max(SHARES * seconds, ALWAYS_AFFORDABLE_SECONDS);
    }

    /** A cell whose trial it does not afford, with the reason and, where that is arithmetic, the answer. */
    LeftOutCell leftOut(TrialPlan trial, Workload<?, ?> workload, Pilot pilot) {
        boolean arithmetic = workload.waits() && trial.cell().concurrency() == 1;
        String reason = String.format(
                Locale.ROOT,
                "a trial would take about %.0f s, its share of the budget is %.0f s%s",
                trial.expectedSeconds(),
                seconds,
                arithmetic ? "; the waits add up, so the answer is arithmetic" : "; " + remedy(trial, workload, pilot));
        return new LeftOutCell(trial.cell(), reason, arithmetic ? pilot.nanosPerTask() : null);
    }

    private String remedy(TrialPlan trial, Workload<?, ?> workload, Pilot pilot) {
        String budget = "raise bench.budget (--budget) to "
                + BudgetText.minutes(Math.ceil(trial.expectedSeconds() / SHARES * trials));
        int fewest = workload.waits() ? 1 : Math.min(trial.cell().cpus(), pilot.tasks());
        double affordable = Math.max(SHARES * seconds, ALWAYS_AFFORDABLE_SECONDS) / trial.expectedSeconds();
        long fewer = (long) (pilot.tasks() * affordable);
        return fewer >= fewest ? "set bench.tasks (--tasks) to " + fewer + " a batch, or " + budget : budget;
    }
}
