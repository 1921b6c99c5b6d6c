package org.concurrencybench.process.pool;

/** With which exit codes a worker ends itself. */
final class ExitCodes {
    /** Its pool is gone. */
    static final int POOL_GONE = 90;
    /** Its connection carried bytes that no frame is made of. */
    static final int CONNECTION_BROKEN = 91;
    /** It could not send an answer. */
    static final int CANNOT_ANSWER = 92;

    private ExitCodes() {}
}
