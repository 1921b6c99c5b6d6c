package org.concurrencybench.core.jmh;

import java.time.Duration;
import java.util.Optional;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.experiment.ExperimentFolder;
import org.concurrencybench.core.experiment.TrialFolder;

/**
 * What a trial does, in this JVM and without JMH: for a debugger. Nothing is measured, and nothing is protected from
 * the workload: what it ends or blocks is this JVM.
 */
public final class TrialHere {
    private TrialHere() {}

    /**
     * Opens the workload and the model, runs a batch {@code batches} times and closes both.
     *
     * @param workload not open yet
     * @param tasks of a batch; at most as many as {@code experiment} has expected digests
     * @param experiment with the answers of a pilot run
     * @param folder takes the failure in words, if there is one
     * @throws Exception what a task threw, as it was thrown; or what else failed
     */
    public static <I, O> void run(
            Workload<I, O> workload,
            Values parameters,
            ConcurrencyModel model,
            Settings settings,
            int tasks,
            int batches,
            ExperimentFolder experiment,
            TrialFolder folder)
            throws Exception {
        TrialRequest<I, O> request = new TrialRequest<>(
                workload,
                parameters,
                model,
                settings,
                tasks,
                new WarmUp(Duration.ZERO, Duration.ZERO, Duration.ofMillis(1)),
                Optional.empty(),
                Optional.of(experiment),
                Optional.of(folder));
        try (Trial<I, O> trial = request.open()) {
            for (int batch = 0; batch < batches; batch++) {
                trial.batch();
            }
        } catch (BatchFailedException e) {
            throw e.failed().cause() instanceof Exception cause ? cause : e;
        }
    }
}
