package org.concurrencybench.reports.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.reports.analysis.RunAnalyst;
import org.concurrencybench.reports.html.Report;
import org.concurrencybench.reports.jmhjson.JmhResultJson;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunResults;

/** The folder of a report, as commands use it. */
final class ReportFiles {
    /** Where it is when none is named. */
    static final String DEFAULT_FOLDER = "concurrency-report";

    private ReportFiles() {}

    /**
     * Writes everything that is made from the records.
     *
     * @throws IOException when the records cannot be read or the files not be written
     */
    static void write(Path folder) throws IOException {
        RunResults run = ResultsFile.read(folder.resolve(ResultsFile.NAME));
        Report.write(folder, run, RunAnalyst.analyse(run));
        JmhResultJson.write(folder);
    }

    /** Refuses a folder without records. */
    static void requireResults(Path folder) {
        if (!Files.isRegularFile(folder.resolve(ResultsFile.NAME))) {
            throw new UsageException("there is no " + ResultsFile.NAME + " in "
                    + folder.toAbsolutePath().normalize() + ": name the folder of a run, or measure first with 'run'");
        }
    }
}
