package org.concurrencybench.reports.html;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.concurrencybench.reports.analysis.Analysis;
import org.concurrencybench.reports.analysis.AnalysisJson;
import org.concurrencybench.reports.analysis.ResultsCsv;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.WholeFile;

/** The report of one run: {@code index.html} and the files beside it, from the records alone. */
public final class Report {
    public static final String NAME = "index.html";

    // No folder of classes: templates come from this class's own loader, never from where the command happens to run.
    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Report.class.getClassLoader(), Report.class.getPackageName());

    private Report() {}

    /**
     * Reads {@code results.jsonl} in {@code folder} and writes page, analysis and table beside it. Each file is replaced as a
     * whole: whoever opens it meanwhile sees the old one or the new one.
     *
     * @return what the run tells
     * @throws IOException when the records cannot be read or the files not be written
     */
    public static Analysis write(Path folder) throws IOException {
        RunResults run = ResultsFile.read(folder.resolve(ResultsFile.NAME));
        Analysis analysis = Analysis.of(run);
        replace(folder.resolve(ResultsCsv.NAME), ResultsCsv.write(run));
        replace(folder.resolve(AnalysisJson.NAME), AnalysisJson.write(analysis));
        replace(folder.resolve(NAME), html(run, analysis));
        return analysis;
    }

    /** The page as text. */
    static String html(RunResults run, Analysis analysis) {
        StringOutput output = new StringOutput();
        TEMPLATES.render("page.jte", Map.of("page", new Page(run, analysis), "assets", Assets.load()), output);
        return output.toString();
    }

    private static void replace(Path file, String text) throws IOException {
        WholeFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
