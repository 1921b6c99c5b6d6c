package org.concurrencybench.reports.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.reports.records.IoReason;
import org.concurrencybench.reports.run.RunFailedException;
import org.concurrencybench.reports.run.Suite;
import org.concurrencybench.reports.text.Printable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The command line. Exit codes: 0 everything planned was measured and verified; 1 something failed, the report says
 * what, or {@code compare} found the regression that it was asked to fail on; 2 the request cannot be met, nothing was
 * measured; 3 the run had to stop before its end. A run that is ended by Ctrl-C exits with 130, by a request to
 * terminate with 143, as the JVM does.
 */
@Command(
        name = "concurrency-bench",
        description = "Which concurrency model, how many workers, at what cost: measured, with intervals.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ListCommand.class,
            NewCommand.class,
            TryCommand.class,
            RunCommand.class,
            ReportCommand.class,
            CompareCommand.class,
            CheckCommand.class,
            CommandLine.HelpCommand.class,
            AutoComplete.GenerateCompletion.class
        })
public final class Main implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    private Main() {}

    /** Without a command: what there is. */
    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getErr());
        }
        return ExitCode.USAGE;
    }

    public static void main(String[] args) {
        System.exit(execute(args));
    }

    static int execute(String... args) {
        Outcome outcome = Outcome.of(args);
        CommandLine commandLine = new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler((e, given) -> {
                    CommandLine command = e.getCommandLine();
                    refuse(command, outcome, String.valueOf(e.getMessage()));
                    CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr());
                    command.getErr().println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
                    return ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    if (e instanceof UsageException || e instanceof RunFailedException) {
                        refuse(command, outcome, String.valueOf(e.getMessage()));
                        return e instanceof UsageException ? ExitCode.USAGE : ExitCode.STOPPED;
                    }
                    if (e instanceof IOException io) {
                        refuse(command, outcome, IoReason.of(io));
                        return ExitCode.STOPPED;
                    }
                    if (e instanceof InterruptedException) {
                        command.getErr().println("interrupted before anything was measured");
                        return ExitCode.STOPPED;
                    }
                    throw e;
                });
        try {
            String[] given = helpLast(commandLine, Outcome.others(args));
            return outcome.ended(commandLine.execute(RecordedOptions.added(BenchProperties.expand(given))));
        } catch (UsageException e) {
            refuse(commandLine, outcome, String.valueOf(e.getMessage()));
            return outcome.ended(ExitCode.USAGE);
        }
    }

    private static void refuse(CommandLine command, Outcome outcome, String message) {
        String shown = Printable.of(message);
        outcome.error(shown);
        command.getErr().println("error: " + shown);
    }

    /** {@code run help} means {@code run --help}. */
    private static String[] helpLast(CommandLine commands, String... args) {
        return args.length == 2
                        && args[1].equals("help")
                        && commands.getSubcommands().containsKey(args[0])
                ? new String[] {args[0], "--help"}
                : args;
    }

    /** The suite's version. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"concurrency-bench " + Suite.version() + ", commit " + Suite.commit()};
        }
    }
}
