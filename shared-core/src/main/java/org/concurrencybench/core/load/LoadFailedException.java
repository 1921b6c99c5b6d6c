package org.concurrencybench.core.load;

/** A task of an open loop failed, or its output was wrong: the first one. */
public final class LoadFailedException extends Exception {
    private static final long serialVersionUID = 1;

    private final int input;
    private final int failures;

    /** {@code cause}: why task with that input failed; {@code failures}: how many had failed until it was seen. */
    LoadFailedException(int input, int failures, Throwable cause) {
        super("a task with input " + input + " failed: " + cause, cause);
        this.input = input;
        this.failures = failures;
    }

    /** Index of the task's input. */
    public int input() {
        return input;
    }

    /** How many tasks had failed when it was seen. */
    public int failures() {
        return failures;
    }
}
