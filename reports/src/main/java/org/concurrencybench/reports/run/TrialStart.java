package org.concurrencybench.reports.run;

import java.io.IOException;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.run.trial.TrialPlan;

/** Makes a trial. */
@FunctionalInterface
interface TrialStart {
    /**
     * Never throws for what the trial does.
     *
     * @param secondsLeft after which it is ended
     * @param round number of the round, from 1
     * @param position place in the round's order, from 1
     */
    TrialRecord run(TrialPlan trial, double secondsLeft, int round, int position) throws IOException;
}
