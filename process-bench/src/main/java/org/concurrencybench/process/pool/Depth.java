package org.concurrencybench.process.pool;

/** How deep this JVM is: 0 when it is no worker, one more for each border in between. */
final class Depth {
    /** Set in the environment of each worker. */
    static final String VARIABLE = "CONCURRENCYBENCH_DEPTH";

    private Depth() {}

    static int here() {
        String depth = System.getenv(VARIABLE);
        return depth == null ? 0 : Integer.parseInt(depth);
    }

    /** Refuses to start workers in a JVM that is too deep already. */
    static void require(int maxDepth) throws WorkerStartException {
        if (here() >= maxDepth) {
            throw new WorkerStartException(
                    "this JVM is a worker at depth " + here() + ", and maxDepth is " + maxDepth
                            + ": start workers further up, or raise maxDepth",
                    null);
        }
    }
}
