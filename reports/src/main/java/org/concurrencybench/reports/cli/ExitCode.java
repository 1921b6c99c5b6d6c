package org.concurrencybench.reports.cli;

/** What the command line ends with. */
final class ExitCode {
    /** Everything planned was measured and verified. */
    static final int MEASURED = 0;
    /** Something failed, or {@code compare} found the regression that it was asked to fail on. */
    static final int FAILED = 1;
    /** The request cannot be met; nothing was measured. */
    static final int USAGE = 2;
    /** The run had to stop before its end. */
    static final int STOPPED = 3;

    private ExitCode() {}
}
