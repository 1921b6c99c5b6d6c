package org.concurrencybench.core.experiment;

/** What a pilot run is at; a task's number belongs to some of them. */
enum PilotStep {
    /** Its JVM has not come to the suite's own code yet. */
    STARTING(0, ""),
    OPENING(1, "open() of the workload"),
    INPUT(2, "input(%d)"),
    RUN(3, "task %d: run()"),
    DIGEST(4, "task %d: digest()"),
    EXPECTED(5, "expected(%d)"),
    CLOSING(6, "close() of the workload"),
    DONE(7, "");

    private final int code;
    private final String words;

    PilotStep(int code, String words) {
        this.code = code;
        this.words = words;
    }

    /** Its number in memory that two processes share. */
    int code() {
        return code;
    }

    static PilotStep of(int code) {
        for (PilotStep step : values()) {
            if (step.code == code) {
                return step;
            }
        }
        return STARTING;
    }

    String words(int index) {
        return words.formatted(index);
    }
}
