package org.concurrencybench.reports.html;

import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.findings.ScalingLaw;

/** A fitted scalability law as the page shows it. */
record ScalingView(ScalingLaw law) {
    private static final String UNKNOWN = "the data do not say";

    String answer() {
        return IntervalText.unbroken(law.answer());
    }

    String gamma() {
        return IntervalText.number(law.gamma());
    }

    String alpha() {
        return coefficient(law.alpha());
    }

    String beta() {
        return coefficient(law.beta());
    }

    String best() {
        Estimate best = law.best();
        Double least = law.atLeast();
        if (best != null) {
            return IntervalText.number(best);
        }
        return least == null ? UNKNOWN : NumberText.significant(least, 2) + " or more";
    }

    /** One that the fit leaves out has no interval. */
    private static String coefficient(Estimate value) {
        return value.low() == null ? "left out (0)" : IntervalText.number(value);
    }
}
