package org.concurrencybench.reports.stats;

/** The ranks a model may have, from best to worst, 1 being the fastest; trials tell no more than that. */
public record Rank(int best, int worst) {
    public Rank {
        if (best < 1 || worst < best) {
            throw new IllegalArgumentException("ranks run from 1 upwards, not from " + best + " to " + worst);
        }
    }
}
