package org.concurrencybench.reports.stats;

/** Whether the times of a cell still moved while they counted. */
public enum Steadiness {
    /** No change was seen that matters. */
    STEADY(true),
    /** They changed, too little to forbid a verdict. */
    STILL_CHANGING(true),
    /** Too few trials or iterations to see a change. */
    NOT_JUDGED(true),
    /** They changed together, by so much that the trials are not what longer ones would be. */
    CHANGED_TOO_MUCH(false),
    /** Too many trials were not steady. */
    TOO_MANY_UNSTEADY(false);

    private final boolean allowsVerdict;

    Steadiness(boolean allowsVerdict) {
        this.allowsVerdict = allowsVerdict;
    }

    public boolean allowsVerdict() {
        return allowsVerdict;
    }
}
