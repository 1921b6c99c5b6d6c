package org.concurrencybench.reports.run;

import java.nio.file.Path;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.run.jars.ClassPaths;
import org.concurrencybench.reports.run.trial.TrialJvm;

/**
 * What all that a run does has in common, from its start to its end.
 *
 * @param request what it is asked to do
 * @param catalog the workloads and models that there are
 * @param classPaths of what it measures
 * @param progress where it reports to
 * @param scratch its folder for temporary files
 * @param interruption whether it is to end early
 */
record RunScope(
        RunRequest request,
        Catalog catalog,
        ClassPaths classPaths,
        Progress progress,
        Path scratch,
        Interruption interruption) {
    Plan plan() {
        return request.plan();
    }

    double budgetSeconds() {
        return plan().budget().toNanos() / 1e9;
    }

    /** The JVM arguments of what it measures. */
    TrialJvm trialJvm() {
        return new TrialJvm(plan().trial(), request.cpus(), scratch);
    }
}
