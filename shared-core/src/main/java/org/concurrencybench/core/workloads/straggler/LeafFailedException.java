package org.concurrencybench.core.workloads.straggler;

/** A leaf fails, as it is meant to. */
final class LeafFailedException extends Exception {
    LeafFailedException(String message) {
        super(message);
    }
}
