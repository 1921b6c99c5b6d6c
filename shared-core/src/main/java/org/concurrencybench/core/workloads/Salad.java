package org.concurrencybench.core.workloads;

/**
 * A salad that was made, and its bowl washed.
 *
 * @param number of its order
 * @param taste depends on every piece and on the order in which they lay
 * @param water what washing the bowl took; depends on every piece that had lain in it
 */
record Salad(int number, long taste, long water) {}
