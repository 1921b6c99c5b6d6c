package org.concurrencybench.core.jmh;

/**
 * The first task of a batch that failed.
 *
 * @param index its number
 * @param what what of it failed: {@code run()}, {@code digest()}
 * @param cause what was thrown
 * @param failures how many tasks of the batch failed
 * @param tasks how many tasks the batch has
 */
record FailedTask(int index, String what, Throwable cause, int failures, int tasks) {
    /** In the words of a diagnosis. */
    String where() {
        return "task " + index + ": " + what;
    }

    /** How many failed. */
    String count() {
        return failures + " of " + tasks + " tasks of that batch failed";
    }
}
