package org.concurrencybench.reports.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.reports.analysis.RunAnalyst;
import org.concurrencybench.reports.compare.EarlierRun;
import org.concurrencybench.reports.findings.Analysis;
import org.concurrencybench.reports.findings.PriceTable;
import org.concurrencybench.reports.findings.VerdictTable;
import org.concurrencybench.reports.findings.WarningLines;
import org.concurrencybench.reports.records.IoReason;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunEnding;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.run.ResumeHint;
import org.concurrencybench.reports.text.PlainText;
import org.concurrencybench.reports.text.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code check}: says whether everything planned was measured and verified. */
@Command(
        name = "check",
        description =
                "Print the verdicts of the run in a folder and how it ended. Exit code 1 if a planned cell failed or was left out, 3 if the run stopped early.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = ReportFiles.DEFAULT_FOLDER,
            description = "The folder; ${DEFAULT-VALUE} by default.")
    private Path folder = Path.of(ReportFiles.DEFAULT_FOLDER);

    @Option(
            names = "--dry-run",
            arity = "1",
            hidden = true,
            description = "Whether the build measured nothing, as asked.")
    private boolean dryRun;

    @Override
    public Integer call() {
        return dryRun ? ExitCode.MEASURED : check(folder, System.out);
    }

    static int check(Path folder, PrintStream out) {
        ReportFiles.requireResults(folder);
        RunResults results;
        Optional<EarlierRun> earlier;
        try {
            results = ResultsFile.read(folder.resolve(ResultsFile.NAME));
            earlier = EarlierRun.of(folder, results);
        } catch (IOException e) {
            throw new UsageException("the results cannot be read: " + IoReason.of(e), e);
        }
        List<String> problems = results.problems();
        Path page = folder.toAbsolutePath().normalize().resolve("index.html");
        problems.forEach(problem -> out.println("not measured: " + Printable.of(problem)));
        RunEnding ending = results.ending();
        if (ending.complete()) {
            out.println("The run is complete: " + ending.words() + ".");
        }
        Analysis analysis = RunAnalyst.analyse(results);
        WarningLines.of(analysis).forEach(out::println);
        if (analysis.prices() != null) {
            out.print(PriceTable.of(analysis.prices()));
        }
        out.print(VerdictTable.of(analysis, page));
        if (!ending.complete()) {
            out.println("The run stopped early: " + ending.words() + ".");
            out.println(ResumeHint.words(folder, ending));
        }
        earlier.ifPresent(run -> out.println(PlainText.of(run.line())));
        if (!ending.complete() && results.onlyUntried()) {
            return ExitCode.STOPPED;
        }
        return problems.isEmpty() ? ExitCode.MEASURED : ExitCode.FAILED;
    }
}
