package org.concurrencybench.reports.findings;

/**
 * A flag of a cell, with what was seen.
 *
 * @param flag what a reader must know
 * @param excess how far it went, to put the worst cell first: larger is worse; only comparable between equal flags
 * @param seen in numbers; empty where the flag says it all
 */
public record Flagged(Flag flag, double excess, String seen) {
    public Flagged(Flag flag) {
        this(flag, 0, "");
    }
}
