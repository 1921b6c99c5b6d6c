package org.concurrencybench.core.diagnosis;

/** A task returned null although its type has no codec that carries null to another process. */
public final class NullOutputException extends Exception {
    public NullOutputException() {
        super("run() returned null");
    }
}
