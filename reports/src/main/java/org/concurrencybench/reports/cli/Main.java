package org.concurrencybench.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.reports.run.RunFailedException;
import org.concurrencybench.reports.run.Suite;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/**
 * The command line. Exit codes: 0 everything planned was measured and verified; 1 something failed, the report says what, or
 * {@code compare} found the regression that it was asked to fail on; 2 the request cannot be met, nothing was measured; 3 the run
 * had to stop before its end.
 */
@Command(
        name = "concurrency-bench",
        description = "Which concurrency model, how many workers, at what cost: measured, with intervals.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ListCommand.class,
            RunCommand.class,
            ReportCommand.class,
            CompareCommand.class,
            CheckCommand.class
        })
public final class Main {
    static final int MEASURED = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int STOPPED = 3;

    private Main() {}

    public static void main(String[] args) {
        System.exit(execute(args));
    }

    static int execute(String... args) {
        CommandLine commandLine = new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, given) -> {
                    CommandLine command = e.getCommandLine();
                    PrintWriter err = command.getErr();
                    err.println("error: " + e.getMessage());
                    CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
                    err.println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
                    return USAGE;
                })
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    PrintWriter err = command.getErr();
                    if (e instanceof UsageException || e instanceof RunFailedException) {
                        err.println("error: " + e.getMessage());
                        return e instanceof UsageException ? USAGE : STOPPED;
                    }
                    if (e instanceof IOException) {
                        err.println("error: " + e.getMessage());
                        return STOPPED;
                    }
                    if (e instanceof InterruptedException) {
                        err.println("interrupted before anything was measured");
                        return STOPPED;
                    }
                    throw e;
                });
        try {
            return commandLine.execute(BenchProperties.expand(args));
        } catch (UsageException e) {
            commandLine.getErr().println("error: " + e.getMessage());
            return USAGE;
        }
    }

    /** The suite's version. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"concurrency-bench " + Suite.version() + ", commit " + Suite.commit()};
        }
    }
}
