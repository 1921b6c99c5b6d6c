package org.concurrencybench.reports.analysis;

/** What a reader of one cell's row must know. */
public enum Flag {
    FAILED_TRIALS("some trials failed"),
    WRONG_RESULT("wrong result, not ranked"),
    FASTER_THAN_ITS_CORES("speed-up above its CPUs, not ranked"),
    FASTER_THAN_ITS_TASKS("throughput above concurrency ÷ busy time, not ranked"),
    BUSY_WHILE_WAITING("declared as waiting, keeps its CPUs busy"),
    UNSTEADY("some trials never got steady"),
    FEW_TRIALS("fewer than 5 trials");

    private final String words;

    Flag(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** Whether a cell with this flag is left out of ranks and comparisons. */
    public boolean bars() {
        return this == WRONG_RESULT || this == FASTER_THAN_ITS_CORES || this == FASTER_THAN_ITS_TASKS;
    }
}
