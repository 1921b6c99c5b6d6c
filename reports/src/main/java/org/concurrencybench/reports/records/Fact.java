package org.concurrencybench.reports.records;

/** Names of the facts of a trial. */
public final class Fact {
    /** Before the name of a fact: what the cell asked for. Without it: what the measured JVM saw. */
    public static final String ASKED = "asked.";

    /** {@code yes} when the warm-up ended because the trial was warm, {@code no} when its limit came first; absent where that was not judged. */
    public static final String WARM = "warm";

    private Fact() {}
}
