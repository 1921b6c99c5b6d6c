package org.concurrencybench.core.workloads;

/**
 * A salad to be made.
 *
 * @param number of the order; seeds what is in the salad
 * @param ingredients how many pieces go into it
 */
record SaladOrder(int number, int ingredients) {}
