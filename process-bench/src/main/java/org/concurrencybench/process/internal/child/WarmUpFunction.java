package org.concurrencybench.process.internal.child;

import org.concurrencybench.process.api.WorkerFunction;

/**
 * A function that workers run for practice, so that what a first task needs is loaded and linked before there is one.
 */
public final class WarmUpFunction implements WorkerFunction<Integer, Integer> {
    @Override
    public Integer run(Integer input) {
        return input;
    }
}
