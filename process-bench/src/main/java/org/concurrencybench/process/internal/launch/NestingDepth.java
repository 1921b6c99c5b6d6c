package org.concurrencybench.process.internal.launch;

import org.concurrencybench.process.api.WorkerStartException;

/** How deep this JVM is: 0 when it is no worker, one more for each border in between. */
public final class NestingDepth {
    /** Set in the environment of each worker. */
    static final String VARIABLE = "CONCURRENCYBENCH_DEPTH";

    private NestingDepth() {}

    public static int here() {
        String depth = System.getenv(VARIABLE);
        return depth == null ? 0 : Integer.parseInt(depth);
    }

    /** Refuses to start workers in a JVM that is too deep already. */
    public static void require(int maxDepth) throws WorkerStartException {
        if (here() >= maxDepth) {
            throw new WorkerStartException(
                    "this JVM is a worker at depth " + here() + ", and maxDepth is " + maxDepth
                            + ": start workers further up, or raise maxDepth",
                    null);
        }
    }
}
