package org.concurrencybench.core.load;

/**
 * Checks an output on the thread that completes its task, within the measured time.
 *
 * @param <O> what a task returns
 */
@FunctionalInterface
public interface OutputCheck<O> {
    /**
     * Checks it.
     *
     * @param input index of the task's input
     * @throws Exception when it is not the expected one
     */
    void check(int input, O output) throws Exception;
}
