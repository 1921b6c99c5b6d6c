package org.concurrencybench.reports.run;

/** A run had to stop before its end, for a reason outside the measured code; what was recorded is kept. */
public final class RunFailedException extends Exception {
    public RunFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
