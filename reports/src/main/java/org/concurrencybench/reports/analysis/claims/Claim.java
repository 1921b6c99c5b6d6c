package org.concurrencybench.reports.analysis.claims;

import org.concurrencybench.reports.findings.Band;

/**
 * A published result as a check.
 *
 * @param id a short name
 * @param text what was published, in a sentence
 * @param source where
 * @param published the published figure, in words
 * @param figure what is measured here
 * @param measure the same in words, to follow a figure
 * @param band where the figure has to lie
 * @param needs what else has to be there
 */
record Claim(
        String id,
        String text,
        Source source,
        String published,
        ClaimFigure figure,
        String measure,
        Band band,
        Condition needs) {
    /** A title and a public address, which is empty where there is none. */
    record Source(String title, String url) {}
}
