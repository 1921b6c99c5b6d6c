package org.concurrencybench.process.pool;

/** What all workers of a pool share. */
record Surroundings<I, O>(
        ProcessPoolConfig config,
        Registration<I, O> registration,
        RunDirectory directory,
        Transport transport,
        StartMethod startMethod) {}
