package org.concurrencybench.reports.findings;

import org.jspecify.annotations.Nullable;

/**
 * A published result, and what this run says of it.
 *
 * @param id a short name
 * @param jvm label of the JVM that it was checked on; empty where the run has only one
 * @param claim what was published, in a sentence
 * @param source where, as a title
 * @param url its public address; empty where it has none
 * @param published the published figure, in words
 * @param measure what is measured here, in words to follow a figure
 * @param measured that figure with its interval; null where it could not be measured
 * @param band where it has to lie for the claim to hold here: shape and ratio, never a time
 * @param verdict what follows
 * @param why why there is no yes or no; empty where there is
 */
public record CheckedClaim(
        String id,
        String jvm,
        String claim,
        String source,
        String url,
        String published,
        String measure,
        @Nullable Estimate measured,
        Band band,
        Verdict verdict,
        String why) {
    /** What a run says of a claim. */
    public enum Verdict {
        /** The whole interval lies inside the band. */
        REPRODUCED("reproduced"),
        /** The whole interval lies outside. */
        NOT_REPRODUCED("not reproduced"),
        /** The interval reaches over an end of the band, or a cell was not steady. */
        UNDECIDED("can't tell"),
        /** This run lacks what it takes: a JDK, CPUs, trials, a cell. */
        NOT_TESTABLE("not testable here");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** Its id, with the JVM where there are several. */
    public String name() {
        return jvm.isEmpty() ? id : id + " (JDK " + jvm + ")";
    }

    /** The measured figure, {@code 0.97–0.98×}; empty where there is none. */
    public String figure() {
        return measured == null ? "" : NumberText.range(measured);
    }

    /** Verdict, figure and band, or why there is no figure, in a line. */
    public String summary() {
        return verdict.words()
                + (measured == null ? "" : ", " + figure() + " (band: " + band.words() + ")")
                + (why.isEmpty() ? "" : ": " + why);
    }
}
