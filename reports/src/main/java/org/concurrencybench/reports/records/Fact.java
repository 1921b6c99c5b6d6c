package org.concurrencybench.reports.records;

/** Names of the facts of a trial. */
public final class Fact {
    /** Before the name of a fact: what the cell asked for. Without it: what the measured JVM saw. */
    public static final String ASKED = "asked.";

    private Fact() {}
}
