package org.concurrencybench.reports.html;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.concurrencybench.core.os.AtomicFile;
import org.concurrencybench.reports.compare.EarlierRun;
import org.concurrencybench.reports.csv.FigureTables;
import org.concurrencybench.reports.csv.ResultsCsv;
import org.concurrencybench.reports.csv.SummaryCsv;
import org.concurrencybench.reports.findings.Analysis;
import org.concurrencybench.reports.findings.AnalysisJson;
import org.concurrencybench.reports.records.ProfileFiles;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.text.Printable;
import org.jspecify.annotations.Nullable;

/**
 * The report of one run: {@code index.html} and the files beside it, from its records and those of the earlier runs
 * that its folder keeps, alone.
 */
public final class Report {
    public static final String NAME = "index.html";

    // No folder of classes: templates come from this class's own loader, never from where the command happens to run.
    static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Report.class.getClassLoader(), Report.class.getPackageName());

    private Report() {}

    /**
     * Writes page, analysis and tables of {@code run} into its folder. Each file is replaced as a whole: whoever opens
     * it meanwhile sees the old one or the new one.
     *
     * @throws IOException when the files cannot be written
     */
    public static void write(Path folder, RunResults run, Analysis analysis) throws IOException {
        AtomicFile.replace(folder.resolve(ResultsCsv.NAME), ResultsCsv.write(run));
        AtomicFile.replace(folder.resolve(SummaryCsv.NAME), SummaryCsv.write(run, analysis));
        for (FigureTables.Table table : FigureTables.of(analysis)) {
            AtomicFile.replace(folder.resolve(table.name()), table.text());
        }
        AtomicFile.replace(folder.resolve(AnalysisJson.NAME), AnalysisJson.write(analysis));
        AtomicFile.replace(
                folder.resolve(NAME),
                html(run, analysis, EarlierRun.of(folder, run).orElse(null), ProfileFiles.in(folder)));
    }

    /** The page as text. */
    static String html(RunResults run, Analysis analysis, @Nullable EarlierRun earlier) {
        return html(run, analysis, earlier, List.of());
    }

    /** The same with links to recordings, files next to the page. */
    static String html(RunResults run, Analysis analysis, @Nullable EarlierRun earlier, List<String> recordings) {
        StringOutput output = new StringOutput();
        TEMPLATES.render(
                "page.jte",
                Map.of("page", new Page(run, analysis, earlier, recordings), "assets", Assets.load()),
                output);
        return Printable.of(output.toString());
    }
}
