package org.concurrencybench.reports.stats;

/** What the evidence allows us to say about two models. */
public enum Verdict {
    /** The difference is larger than the precision, tested. */
    CLEARLY_FASTER("clearly faster"),
    /** There is a difference, estimated to be no smaller than the precision, but it may be smaller. */
    FASTER_SIZE_UNCERTAIN("faster, size uncertain"),
    /** There is a difference, estimated to be smaller than the precision, but it may be larger. */
    FASTER_BUT_LITTLE("faster, but little"),
    /** The difference is smaller than the precision, tested; there may be one. */
    PRACTICALLY_EQUAL("practically equal"),
    /** None of these can be said, or one side was not steady enough; the interval bounds the difference. */
    CANNOT_TELL("can't tell"),
    /** Too few trials for any verdict. */
    EXPLORATORY("exploratory");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** The words for pages. */
    public String words() {
        return words;
    }

    /** Whether it says that one of the two is faster. */
    public boolean namesFaster() {
        return this == CLEARLY_FASTER || this == FASTER_SIZE_UNCERTAIN || this == FASTER_BUT_LITTLE;
    }
}
