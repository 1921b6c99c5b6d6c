package org.concurrencybench.reports.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.reports.html.Report;
import org.concurrencybench.reports.jmhjson.JmhResultJson;
import org.concurrencybench.reports.records.ResultsFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code report}: writes the report again, from the records alone. */
@Command(
        name = "report",
        description = "Writes the report of a folder again, from its results.jsonl alone.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = RunCommand.DEFAULT_OUT,
            description = "The folder; ${DEFAULT-VALUE} when not given.")
    private Path folder = Path.of(RunCommand.DEFAULT_OUT);

    @Override
    public Integer call() throws Exception {
        requireResults(folder);
        write(folder);
        System.out.println("written: " + folder.toAbsolutePath().normalize().resolve("index.html"));
        return Main.MEASURED;
    }

    /** Everything that is made from the records. */
    static void write(Path folder) throws IOException {
        Report.write(folder);
        JmhResultJson.write(folder);
    }

    static void requireResults(Path folder) {
        if (!Files.isRegularFile(folder.resolve(ResultsFile.NAME))) {
            throw new UsageException("there is no " + ResultsFile.NAME + " in "
                    + folder.toAbsolutePath().normalize() + ": name the folder of a run, or measure first with 'run'");
        }
    }
}
