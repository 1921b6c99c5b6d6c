package org.concurrencybench.reports.findings;

/** What a reader of one cell's row must know. */
public enum Flag {
    FAILED_TRIALS("some trials failed"),
    WRONG_RESULT("wrong result", "wrong result"),
    SETTINGS_NOT_IN_EFFECT("settings did not take effect", "other settings"),
    FASTER_THAN_ITS_CORES("speed-up above its CPUs", "breaks physics"),
    TOO_MANY_IN_FLIGHT("more tasks in flight than allowed", "ignores its bound"),
    FASTER_THAN_ITS_TASKS("throughput above concurrency ÷ time of a task", "breaks physics"),
    FASTER_THAN_CALIBRATED("speed-up above what the CPUs gave to independent processes"),
    RAN_ONE_BY_ONE("ran nearly one by one"),
    BLOCKS_ITS_STAGES("a stage blocks its thread"),
    BUSY_WHILE_WAITING("declared as waiting, keeps its CPUs busy"),
    IDLE_WHILE_COMPUTING("declared as computing, leaves its CPUs idle"),
    SHORT_ITERATIONS("iterations below 100 ms"),
    OTHERS_BUSY("other processes were busy in some trials"),
    CPUS_STOLEN("CPUs were stolen in some trials"),
    NOT_WARM("not warm when its warm-up ended, in some trials"),
    UNSTEADY("some trials never got steady"),
    CHANGED_TOO_MUCH("changed too much while measured"),
    STILL_CHANGING("still changing while measured"),
    NOT_JUDGED("steadiness not judged"),
    FEW_TRIALS("fewer than 5 trials");

    private final String words;
    private final String reason;

    Flag(String words) {
        this(words, "");
    }

    Flag(String words, String reason) {
        this.words = words;
        this.reason = reason;
    }

    public String words() {
        return bars() ? words + ", not ranked" : words;
    }

    /** The same without its consequence. */
    String what() {
        return words;
    }

    /** Whether a cell with this flag is left out of ranks and comparisons. */
    public boolean bars() {
        return !reason.isEmpty();
    }

    /** In two words, why it is left out; empty for flags that leave nothing out. */
    public String reason() {
        return reason;
    }
}
