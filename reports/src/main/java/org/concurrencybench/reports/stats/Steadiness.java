package org.concurrencybench.reports.stats;

/** Whether the times of a cell still moved while they counted. */
public enum Steadiness {
    /** No change was seen that matters. */
    STEADY(true),
    /** They changed, too little to forbid a verdict. */
    STILL_CHANGING(true),
    /** Too few trials or iterations to see a change. */
    NOT_JUDGED(true),
    /**
     * They changed together, by so much that the trials are not what longer ones would be: a direction at most, no
     * size.
     */
    CHANGED_TOO_MUCH(false),
    /** Too many trials were not steady. */
    TOO_MANY_UNSTEADY(false);

    private static final double FURTHER = 5;

    private final boolean allowsVerdict;

    Steadiness(boolean allowsVerdict) {
        this.allowsVerdict = allowsVerdict;
    }

    /**
     * How far the times of such a cell may still move from where they were measured, as a difference of logs. An
     * exponential approach of four and a half times the measured time as its constant is five times as far from its
     * plateau as it moved meanwhile; slower ones are hardly seen.
     *
     * @param change of the logs over the iterations that count ({@link Trend#change}); of interest only where it was
     *     too much
     * @return 0 where it is steady enough, infinite where nothing can be said
     */
    public double leftToGo(double change) {
        return switch (this) {
            case STEADY, STILL_CHANGING, NOT_JUDGED -> 0;
            case CHANGED_TOO_MUCH -> FURTHER * Math.abs(change);
            case TOO_MANY_UNSTEADY -> Double.POSITIVE_INFINITY;
        };
    }

    /** Whether everything may be said about such a cell, sizes included. */
    public boolean allowsVerdict() {
        return allowsVerdict;
    }
}
