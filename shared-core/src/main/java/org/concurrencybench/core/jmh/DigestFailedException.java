package org.concurrencybench.core.jmh;

/** The workload's digest threw. */
final class DigestFailedException extends RuntimeException {
    DigestFailedException(int index, Throwable cause) {
        super("digest of the output of task " + index + " failed: " + cause, cause);
    }
}
