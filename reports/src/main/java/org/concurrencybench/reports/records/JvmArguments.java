package org.concurrencybench.reports.records;

import java.util.Arrays;
import java.util.List;

/** The arguments of a measured JVM, without those that are another in every trial. */
public final class JvmArguments {
    /** By these the runner and JMH pass on files that live as long as a trial or a run. */
    private static final List<String> OF_ONE_TRIAL =
            List.of("-Dconcurrencybench.", "-XX:SharedArchiveFile=", "-XX:CompileCommandFile=");

    /** The beginning of the name of a run's temporary folder. */
    private static final String SCRATCH = "concurrency-bench-run-";

    private JvmArguments() {}

    /** Those of {@code arguments}, separated by blanks, that say something about the JVM and not about one trial. */
    public static List<String> lasting(String arguments) {
        return Arrays.stream(arguments.strip().split("\\s+"))
                .filter(argument -> !argument.isEmpty() && !argument.contains(SCRATCH))
                .filter(argument -> OF_ONE_TRIAL.stream().noneMatch(argument::startsWith))
                .toList();
    }
}
