package org.concurrencybench.process.internal.wire;

/** Where a worker prints what goes wrong in itself; its pool quotes the end of it. */
public final class StandardError {
    private StandardError() {}

    /** Prints it with its stack trace, as far as that is possible. */
    public static void print(Throwable e) {
        try {
            e.printStackTrace();
        } catch (Throwable ignored) {
            // a task may have replaced System.err by something that throws
        }
    }
}
