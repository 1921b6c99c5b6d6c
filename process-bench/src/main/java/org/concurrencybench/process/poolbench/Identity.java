package org.concurrencybench.process.poolbench;

import org.concurrencybench.process.api.WorkerFunction;

/** The trivial task: what remains is the pool's own cost. */
final class Identity implements WorkerFunction<Integer, Integer> {
    @Override
    public Integer run(Integer input) {
        return input;
    }
}
