package org.concurrencybench.reports.html;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.concurrencybench.reports.analysis.Analysis;
import org.concurrencybench.reports.analysis.AnalysisJson;
import org.concurrencybench.reports.analysis.ResultsCsv;
import org.concurrencybench.reports.analysis.SummaryCsv;
import org.concurrencybench.reports.compare.EarlierRun;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.WholeFile;
import org.jspecify.annotations.Nullable;

/**
 * The report of one run: {@code index.html} and the files beside it, from its records and those of the earlier runs that its folder
 * keeps, alone.
 */
public final class Report {
    public static final String NAME = "index.html";

    // No folder of classes: templates come from this class's own loader, never from where the command happens to run.
    static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Report.class.getClassLoader(), Report.class.getPackageName());

    private Report() {}

    /**
     * Reads {@code results.jsonl} in {@code folder} and writes page, analysis and tables beside it. Each file is replaced as a
     * whole: whoever opens it meanwhile sees the old one or the new one.
     *
     * @return what the run tells
     * @throws IOException when the records cannot be read or the files not be written
     */
    public static Analysis write(Path folder) throws IOException {
        RunResults run = ResultsFile.read(folder.resolve(ResultsFile.NAME));
        Analysis analysis = Analysis.of(run);
        WholeFile.replace(folder.resolve(ResultsCsv.NAME), ResultsCsv.write(run));
        WholeFile.replace(folder.resolve(SummaryCsv.NAME), SummaryCsv.write(run, analysis));
        WholeFile.replace(folder.resolve(AnalysisJson.NAME), AnalysisJson.write(analysis));
        WholeFile.replace(
                folder.resolve(NAME),
                html(run, analysis, EarlierRun.of(folder, run).orElse(null)));
        return analysis;
    }

    /** The page as text. */
    static String html(RunResults run, Analysis analysis, @Nullable EarlierRun earlier) {
        StringOutput output = new StringOutput();
        TEMPLATES.render("page.jte", Map.of("page", new Page(run, analysis, earlier), "assets", Assets.load()), output);
        return output.toString();
    }
}
