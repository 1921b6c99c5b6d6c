package org.concurrencybench.reports.html;

import java.io.IOException;
import java.nio.file.Path;
import org.concurrencybench.reports.analysis.RunAnalyst;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunResults;

/** A report from the records in its folder. */
public final class WrittenReport {
    private WrittenReport() {}

    public static void write(Path folder) throws IOException {
        RunResults run = ResultsFile.read(folder.resolve(ResultsFile.NAME));
        Report.write(folder, run, RunAnalyst.analyse(run));
    }
}
