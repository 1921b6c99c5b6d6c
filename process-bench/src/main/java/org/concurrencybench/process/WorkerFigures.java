package org.concurrencybench.process;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.experiment.TrialFacts;
import org.concurrencybench.process.api.WorkerFacts;
import org.concurrencybench.process.pool.PoolStatistics;

/** What a session with a pool of workers reports of them. */
final class WorkerFigures {
    private WorkerFigures() {}

    /** For {@link Session#inEffect}. */
    static Map<String, String> inEffect(List<WorkerFacts> ready) {
        return Map.of(
                TrialFacts.WORKERS,
                Integer.toString(ready.size()),
                TrialFacts.WORKER_PROCESSORS,
                distinct(ready, WorkerFacts::processors),
                TrialFacts.WORKER_HEAP_BYTES,
                distinct(ready, WorkerFacts::heapBytes));
    }

    /** For {@link Session#account}; {@code tasks}: those of the session, none included. */
    static Map<String, Double> account(PoolStatistics done, long tasks) {
        return Map.of(
                Session.CROSSED_BYTES_PER_TASK,
                (double) (done.bytesSent() + done.bytesReceived()) / Math.max(1, tasks),
                "workersStarted",
                (double) done.workersStarted(),
                "workersDied",
                (double) done.workersDied());
    }

    /** The one value that all of them should have, or all that there are. */
    private static String distinct(List<WorkerFacts> ready, Function<WorkerFacts, ?> value) {
        return ready.stream().map(value).distinct().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
