package org.concurrencybench.reports.html;

import gg.jte.output.StringOutput;
import java.util.Map;
import org.concurrencybench.reports.compare.RunComparison;
import org.concurrencybench.reports.findings.AnalysisJson;
import org.concurrencybench.reports.text.Printable;

/** The page of two runs compared: one file that needs no other. */
public final class ComparisonReport {
    private ComparisonReport() {}

    /** The page as text. */
    public static String html(RunComparison comparison) {
        Page.RawFile json = new Page.RawFile(
                "comparison.json",
                "application/json",
                "everything on this page as data",
                AnalysisJson.write(comparison));
        StringOutput output = new StringOutput();
        Report.TEMPLATES.render(
                "comparison.jte",
                Map.of("view", new ChangesView("c", comparison), "json", json, "assets", Assets.load()),
                output);
        return Printable.of(output.toString());
    }
}
