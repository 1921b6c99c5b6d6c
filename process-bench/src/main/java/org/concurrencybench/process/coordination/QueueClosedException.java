package org.concurrencybench.process.coordination;

/** The queue was closed: nothing can be put, and nothing is left to be taken. */
public final class QueueClosedException extends CoordinationException {
    QueueClosedException() {
        super("the queue is closed", null);
    }
}
