package org.concurrencybench.core.jmh;

import org.concurrencybench.core.diagnosis.Advice;

/**
 * An output that is not the expected one.
 *
 * @param index the number of its task
 * @param digest what its digest is
 * @param expected what it should be
 * @param given whether the workload's {@code expected()} says so, and not the pilot run
 * @param wrong how many outputs of the batch are wrong
 * @param tasks how many tasks the batch has
 */
record WrongOutput(int index, long digest, long expected, boolean given, int wrong, int tasks) {
    String words() {
        return "task " + index + " gave an output with digest " + Advice.digest(digest) + "; "
                + wrong + " of " + tasks + (wrong == 1 ? " outputs is wrong; " : " outputs are wrong; ")
                + (given ? "expected(" + index + ") says " : "alone, before anything was measured, it gave ")
                + Advice.digest(expected);
    }
}
