package org.concurrencybench.core.workloads;

/**
 * A task among others.
 *
 * @param number its number
 * @param heavy whether it computes for long
 */
record Neighbour(int number, boolean heavy) {}
