package org.concurrencybench.core.workloads;

/**
 * A burger that was ordered.
 *
 * @param order the number of its order
 * @param layers what was put together, as one number
 */
record Burger(int order, long layers) {}
