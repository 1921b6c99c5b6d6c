package org.concurrencybench.reports.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.ShellWords;
import picocli.CommandLine;

/** The options of a run that goes on, as its records tell them: {@code --resume} needs its folder and nothing else. */
final class RecordedOptions {
    /** What is asked for anew each time. */
    private static final Set<String> OF_THE_CALL = Set.of("--out", "--resume", "--dry-run");

    private RecordedOptions() {}

    /** {@code args}, and where they ask to go on with a run, what that was asked for and they do not say themselves. */
    static String[] added(String... args) {
        if (args.length == 0 || !args[0].equals("run")) {
            return args;
        }
        CommandLine run = new CommandLine(new RunCommand());
        CommandLine.ParseResult given;
        try {
            given = run.parseArgs(Arrays.copyOfRange(args, 1, args.length));
        } catch (CommandLine.ParameterException e) {
            return args; // to be refused with its reason
        }
        Path results = Path.of(given.matchedOptionValue("--out", ReportFiles.DEFAULT_FOLDER))
                .resolve(ResultsFile.NAME);
        if (!given.matchedOptionValue("--resume", false) || !Files.isRegularFile(results)) {
            return args;
        }
        List<String> all = new ArrayList<>(List.of(args));
        for (String option : recorded(results)) {
            String name = option.substring(0, option.indexOf('='));
            if (!OF_THE_CALL.contains(name)
                    && run.getCommandSpec().findOption(name) != null
                    && !given.hasMatchedOption(name)) {
                all.add(option);
            }
        }
        return all.toArray(String[]::new);
    }

    /** All as {@code --name=value}; none where the records cannot be read, which the run says itself. */
    private static List<String> recorded(Path file) {
        RunResults results;
        try {
            results = ResultsFile.read(file);
        } catch (IOException e) {
            return List.of();
        }
        List<String> options = new ArrayList<>();
        List<String> words = ShellWords.split(results.header().command());
        if (words.size() < 2
                || !words.get(0).equals("concurrency-bench")
                || !words.get(1).equals("run")) {
            return options;
        }
        for (String word : words.subList(2, words.size())) {
            if (word.startsWith("--")) {
                options.add(word);
            } else if (!options.isEmpty()) {
                options.add(options.removeLast() + " " + word); // from before words were quoted
            }
        }
        options.removeIf(option -> option.indexOf('=') < 0);
        if (!results.resumptions().isEmpty()) {
            options.removeIf(option -> option.startsWith("--budget="));
            options.add("--budget=" + Parameter.format(Duration.ofMillis(Math.round(results.budgetSeconds() * 1e3))));
        }
        return options;
    }
}
