package org.concurrencybench.process.coordination;

/** The barrier is broken: the message says by whom. It stays so until it is reset. */
public final class BrokenProcessBarrierException extends CoordinationException {
    BrokenProcessBarrierException(String reason) {
        super("the barrier is broken: " + reason, null);
    }
}
