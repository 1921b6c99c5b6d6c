package org.concurrencybench.reports.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code report}: writes the report again, from the records alone. */
@Command(
        name = "report",
        description = "Regenerate the report in a folder from its results.jsonl.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = ReportFiles.DEFAULT_FOLDER,
            description = "The folder; ${DEFAULT-VALUE} by default.")
    private Path folder = Path.of(ReportFiles.DEFAULT_FOLDER);

    @Override
    public Integer call() throws Exception {
        ReportFiles.requireResults(folder);
        ReportFiles.write(folder);
        System.out.println("written: " + folder.toAbsolutePath().normalize().resolve("index.html"));
        return ExitCode.MEASURED;
    }
}
