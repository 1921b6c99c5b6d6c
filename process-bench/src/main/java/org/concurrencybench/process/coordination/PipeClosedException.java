package org.concurrencybench.process.coordination;

/** An end of a pipe is closed, or its process has ended. The message names which end and which process. */
public final class PipeClosedException extends CoordinationException {
    PipeClosedException(String reason) {
        super(reason, null);
    }
}
