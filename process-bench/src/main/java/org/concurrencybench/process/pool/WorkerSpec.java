package org.concurrencybench.process.pool;

/**
 * What the workers of an owner are, before there is one.
 *
 * @param slots how many tasks each of them runs at once
 * @param jvms how many of them share the machine's memory
 */
record WorkerSpec<I, O>(WorkerOptions options, Registration<I, O> registration, int slots, int jvms) {}
