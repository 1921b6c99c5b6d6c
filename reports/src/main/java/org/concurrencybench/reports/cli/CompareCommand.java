package org.concurrencybench.reports.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.os.AtomicFile;
import org.concurrencybench.reports.compare.ComparisonTable;
import org.concurrencybench.reports.compare.EnvironmentRow;
import org.concurrencybench.reports.compare.RunComparison;
import org.concurrencybench.reports.findings.AnalysisJson;
import org.concurrencybench.reports.html.ComparisonReport;
import org.concurrencybench.reports.plan.PlanReader;
import org.concurrencybench.reports.records.IoReason;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunResults;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code compare}: two runs, cell by cell, figure by figure. */
@Command(
        name = "compare",
        description = {
            "Compare two runs: which cells, latencies, capacities and prices are better or worse in NEW, with intervals.",
            "Exit code 0; 1 on a regression with --fail-on-regression; 2 if the runs cannot be compared."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class CompareCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "OLD", description = "The folder of a run, or its results.jsonl.")
    private Path old = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "Likewise.")
    private Path fresh = Path.of("");

    @Option(
            names = "--precision",
            paramLabel = "P%",
            description =
                    "The smallest difference that matters, for example 10%%; by default the larger one of the two plans.")
    private @Nullable String precision;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write the comparison as a page that needs no other file.")
    private @Nullable Path html;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the comparison as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--fail-on-regression",
            description = "Exit with 1 if a cell, latency, capacity or price is clearly worse in NEW, and only then.")
    private boolean failOnRegression;

    @Option(names = "--anyway", description = "Compare the runs even if processors or numbers of usable CPUs differ.")
    private boolean anyway;

    @Override
    public Integer call() {
        RunResults oldRun = read(old);
        RunResults newRun = read(fresh);
        RunComparison comparison = precision == null
                ? RunComparison.of(oldRun, newRun)
                : RunComparison.of(oldRun, newRun, precision(precision));
        if (!comparison.hasCommonCells()) {
            throw new UsageException("the runs have no cell in common; OLD measured " + example(oldRun)
                    + " and NEW " + example(newRun)
                    + ": compare runs of the same workloads, parameters, models and settings");
        }
        if (!anyway && !comparison.otherMachine().isEmpty()) {
            throw new UsageException(
                    "the runs are of different machines: "
                            + comparison.otherMachine().stream()
                                    .map(EnvironmentRow::words)
                                    .collect(Collectors.joining("; "))
                            + ". The differences could come from the machine, not the code; use --anyway to compare them nevertheless");
        }
        if (html != null) {
            write(html, ComparisonReport.html(comparison));
        }
        if (json != null) {
            write(json, AnalysisJson.write(comparison));
        }
        System.out.print(ComparisonTable.of(comparison));
        return failOnRegression && comparison.hasRegression() ? ExitCode.FAILED : ExitCode.MEASURED;
    }

    private static RunResults read(Path given) {
        Path file = Files.isDirectory(given) ? given.resolve(ResultsFile.NAME) : given;
        if (!Files.isRegularFile(file)) {
            throw new UsageException(
                    "there is no run at " + given + ": name the folder of a run, or its " + ResultsFile.NAME);
        }
        try {
            return ResultsFile.read(file);
        } catch (IOException e) {
            throw new UsageException("the run at " + given + " cannot be read: " + IoReason.of(e), e);
        }
    }

    private static double precision(String text) {
        double precision = PlanReader.parsePercent("--precision", text);
        if (!(precision > 0 && precision <= 1)) {
            throw new UsageException("--precision must be above 0% and at most 100%, not " + text);
        }
        return precision;
    }

    private static String example(RunResults run) {
        return run.header().cells().stream()
                .map(cell -> cell.id())
                .findFirst()
                .map(id -> id + (run.header().cells().size() > 1 ? " and others" : ""))
                .orElse(run.prices().planned() == null ? "nothing" : "prices");
    }

    private static void write(Path file, String text) {
        try {
            AtomicFile.replace(file.toAbsolutePath(), text);
        } catch (IOException e) {
            throw new UsageException(
                    file + " cannot be written (" + IoReason.of(e) + "): name a file in a folder that exists", e);
        }
    }
}
