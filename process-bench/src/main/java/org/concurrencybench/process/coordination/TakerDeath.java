package org.concurrencybench.process.coordination;

/** What becomes of a queue's items whose taker ends too early. */
public enum TakerDeath {
    /** They are listed as lost, with the taker: see {@link ProcessQueue#pollLost}. Nothing is done twice unasked. */
    REPORT,
    /** They go back to the head of the queue, in their order, and may so be worked on twice. */
    REDELIVER
}
