package org.concurrencybench.process.internal.wire;

/** With which exit codes a worker ends itself. */
public final class ExitCodes {
    /** Its pool is gone. */
    public static final int POOL_GONE = 90;
    /** Its connection carried bytes that no frame is made of. */
    public static final int CONNECTION_BROKEN = 91;
    /** It could not send an answer. */
    public static final int CANNOT_ANSWER = 92;

    private ExitCodes() {}
}
