package org.concurrencybench.core.load;

/** How tasks arrive. */
public enum Arrivals {
    /** One by one, independent of each other: the time between two is exponentially distributed. */
    POISSON,
    /** Several at the same moment; the moments are those of {@link #POISSON}. */
    BURST
}
