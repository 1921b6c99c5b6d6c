package org.concurrencybench.process.pool;

/** The places of a pool's workers: one for each worker that takes tasks, from 0. */
final class Place {
    /** That of a worker that has none yet. */
    static final int SPARE = -1;

    private Place() {}
}
