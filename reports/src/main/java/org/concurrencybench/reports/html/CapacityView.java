package org.concurrencybench.reports.html;

import org.concurrencybench.reports.findings.CapacityResult;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.Finding;
import org.concurrencybench.reports.findings.NumberText;

/** Capacities with a target as the page shows them. */
record CapacityView(String anchor, CapacityResult sought, double precision) {
    String workload() {
        return sought.workload();
    }

    String sentence() {
        return IntervalText.unbroken(sought.sentence());
    }

    String rate(CapacityResult.Model model) {
        Estimate rate = model.perSecond();
        return rate == null ? "–" : IntervalText.number(rate);
    }

    String verdict(CapacityResult.Model model) {
        Finding standing = model.standing();
        Estimate ratio = model.ratio();
        if (standing == null || ratio == null) {
            return model.perSecond() == null ? "" : "● highest";
        }
        return standing.glyph() + " " + standing.words()
                + (standing == Finding.EQUAL || standing == Finding.UNDECIDED
                        ? ""
                        : ", " + NumberText.range(ratio, precision));
    }
}
