package org.concurrencybench.process.pool;

/** A function that workers run for practice, so that what a first task needs is loaded and linked before there is one. */
final class Rehearsal implements WorkerFunction<Integer, Integer> {
    @Override
    public Integer run(Integer input) {
        return input;
    }
}
