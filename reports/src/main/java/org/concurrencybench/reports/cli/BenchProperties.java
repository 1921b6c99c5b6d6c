package org.concurrencybench.reports.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.catalog.Suggestion;
import org.concurrencybench.reports.records.IoReason;
import picocli.CommandLine;

/** Maven's {@code -Dbench.*} properties, which stand for options of {@code run} by the same names. */
final class BenchProperties {
    private static final String OPTION = "--properties=";
    private static final String PREFIX = "bench.";

    private BenchProperties() {}

    /**
     * The arguments with {@code --properties=FILE} replaced by the options that the file's properties stand for.
     *
     * @throws UsageException when a {@code bench.} property is not one of ours; the message lists those that are
     */
    static String[] expand(String[] args) {
        List<String> expanded = new ArrayList<>();
        for (String arg : args) {
            if (arg.startsWith(OPTION)) {
                expanded.addAll(options(Path.of(arg.substring(OPTION.length()))));
            } else {
                expanded.add(arg);
            }
        }
        return expanded.toArray(String[]::new);
    }

    private static List<String> options(Path file) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UsageException("the properties in " + file + " cannot be read: " + IoReason.of(e), e);
        }
        SortedSet<String> known = known();
        List<String> options = new ArrayList<>();
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            if (!name.startsWith(PREFIX)) {
                continue;
            }
            String option = name.substring(PREFIX.length());
            if (!known.contains(option)) {
                throw new UsageException("unknown property '" + name + "'; known: "
                        + known.stream().map(PREFIX::concat).collect(Collectors.joining(", ")) + "."
                        + Suggestion.of(name, known.stream().map(PREFIX::concat).toList()));
            }
            options.add("--" + option + "=" + properties.getProperty(name));
        }
        return options;
    }

    private static SortedSet<String> known() {
        return new CommandLine(new RunCommand())
                .getCommandSpec().options().stream()
                        .filter(option -> !option.hidden() && !option.usageHelp())
                        .map(option -> option.longestName().substring(2))
                        .collect(Collectors.toCollection(TreeSet::new));
    }
}
