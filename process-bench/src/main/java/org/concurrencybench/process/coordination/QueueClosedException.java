package org.concurrencybench.process.coordination;

/** The queue was closed: nothing can be put, and nothing is left to be taken. */
public final class QueueClosedException extends CoordinationException {
    QueueClosedException() {
        super("the queue is closed", null);
    }

    /** When the first items of a list had been put. */
    QueueClosedException(int put, int items) {
        super("the queue was closed when " + put + " of " + items + " items had been put: those stay", null);
    }
}
