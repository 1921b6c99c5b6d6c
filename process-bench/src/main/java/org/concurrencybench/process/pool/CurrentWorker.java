package org.concurrencybench.process.pool;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The worker that this JVM is.
 *
 * @param name the name of a {@link WorkerProcess}; in a pool, its worker's number and generation
 * @param depth 1 for a worker of a JVM that is no worker itself, one more for each border in between
 */
public record CurrentWorker(String name, int depth) {
    /** Set in the environment of each worker: how deep it is. */
    static final String DEPTH = "CONCURRENCYBENCH_DEPTH";

    private static volatile boolean inWorker;

    /** Said by the main class of workers: a process that a worker starts inherits its environment, but is no worker. */
    static void announce() {
        inWorker = true;
    }

    /** The worker that runs this code, or nothing in a JVM that is none. */
    public static Optional<CurrentWorker> get() {
        String mark = System.getenv(Spawn.MARK);
        if (!inWorker || mark == null) {
            return Optional.empty();
        }
        return Optional.of(new CurrentWorker(Path.of(mark).getFileName().toString(), depthHere()));
    }

    /** The process that started this worker, unless it has ended. */
    public Optional<ProcessHandle> parent() {
        return ProcessHandle.current().parent();
    }

    static int depthHere() {
        String depth = System.getenv(DEPTH);
        return depth == null ? 0 : Integer.parseInt(depth);
    }

    /** Refuses to start workers in a JVM that is too deep already. */
    static void requireDepth(int maxDepth) throws WorkerStartException {
        if (depthHere() >= maxDepth) {
            throw new WorkerStartException(
                    "this JVM is a worker at depth " + depthHere() + ", and maxDepth is " + maxDepth
                            + ": start workers further up, or raise maxDepth",
                    null);
        }
    }
}
