package org.concurrencybench.reports.findings;

import org.concurrencybench.reports.stats.Comparison;
import org.concurrencybench.reports.stats.Verdict;

/** What the evidence allows us to say about two cells. */
public enum Finding {
    CLEARLY_FASTER("▲▲", "clearly faster"),
    FASTER("▲", "faster, size uncertain"),
    LITTLE_FASTER("△", "faster, but little"),
    EQUAL("≈", "practically equal"),
    LITTLE_SLOWER("▽", "slower, but little"),
    SLOWER("▼", "slower, size uncertain"),
    CLEARLY_SLOWER("▼▼", "clearly slower"),
    UNDECIDED("?", "can't tell"),
    EXPLORATORY("·", "exploratory");

    private final String glyph;
    private final String words;

    Finding(String glyph, String words) {
        this.glyph = glyph;
        this.words = words;
    }

    public String glyph() {
        return glyph;
    }

    public String words() {
        return words;
    }

    /** What a comparison says about its a against its b: the direction is that of its ratio. */
    public static Finding of(Comparison comparison) {
        Finding ofFaster = ofFaster(comparison.verdict());
        boolean aIsSlower =
                comparison.faster().isPresent() && comparison.faster().getAsInt() == comparison.b();
        return aIsSlower ? ofFaster.mirrored() : ofFaster;
    }

    private static Finding ofFaster(Verdict verdict) {
        return switch (verdict) {
            case CLEARLY_FASTER -> CLEARLY_FASTER;
            case FASTER_SIZE_UNCERTAIN -> FASTER;
            case FASTER_BUT_LITTLE -> LITTLE_FASTER;
            case PRACTICALLY_EQUAL -> EQUAL;
            case CANNOT_TELL -> UNDECIDED;
            case EXPLORATORY -> EXPLORATORY;
        };
    }

    /** Whether it says that there is a difference, or that there is none. */
    public boolean isVerdict() {
        return this != UNDECIDED && this != EXPLORATORY;
    }

    /** Whether it says that the first is the better one. */
    public boolean isBetter() {
        return this == CLEARLY_FASTER || this == FASTER || this == LITTLE_FASTER;
    }

    /** The same evidence, told from the other side. */
    public Finding mirrored() {
        return switch (this) {
            case CLEARLY_FASTER -> CLEARLY_SLOWER;
            case FASTER -> SLOWER;
            case LITTLE_FASTER -> LITTLE_SLOWER;
            case LITTLE_SLOWER -> LITTLE_FASTER;
            case SLOWER -> FASTER;
            case CLEARLY_SLOWER -> CLEARLY_FASTER;
            case EQUAL, UNDECIDED, EXPLORATORY -> this;
        };
    }
}
