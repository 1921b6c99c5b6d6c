package org.concurrencybench.reports.findings;

/**
 * How often the suite was right where the truth was known: models compared with themselves, and with themselves doing a
 * known share of work more. Counted over models and their {@link org.concurrencybench.reports.selfcheck.Twin twins}
 * that have verdicts.
 *
 * @param same pairs of a model with itself under another name
 * @param calledFaster how many of those one was called faster of: false claims
 * @param planted pairs of a model with itself doing more work
 * @param found how many of those it was called faster of
 * @param wrongWay how many of those the one with more work was called faster of: false claims
 * @param smallestPlanted the smallest share of work more, in per cent
 */
public record SelfCheck(int same, int calledFaster, int planted, int found, int wrongWay, int smallestPlanted) {
    /** The counts in a sentence or two. */
    public String words() {
        return "Self-check: " + calledFaster + " of " + same + " identical pairs " + were(calledFaster)
                + " wrongly reported as different; " + found + " of " + planted + " planted differences ("
                + smallestPlanted + " % or more) " + were(found) + " found, " + wrongWay + " in the wrong direction.";
    }

    private static String were(int count) {
        return count == 1 ? "was" : "were";
    }
}
