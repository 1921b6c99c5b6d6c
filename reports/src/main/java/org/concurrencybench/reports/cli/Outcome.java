package org.concurrencybench.reports.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.reports.records.IoReason;
import org.jspecify.annotations.Nullable;

/**
 * Tells a build how a command ended: a file that is empty when all is well, and else says in a sentence why the build
 * fails. A build that only saw the exit code would print how it started the command instead.
 */
final class Outcome {
    private static final String OPTION = "--outcome=";

    private final @Nullable Path file;
    private String error = "";

    private Outcome(@Nullable Path file) {
        this.file = file;
    }

    /** Asked for by {@code --outcome=FILE} among {@code args}; otherwise nobody is told. */
    static Outcome of(String... args) {
        Outcome outcome = new Outcome(Arrays.stream(args)
                .filter(arg -> arg.startsWith(OPTION))
                .findFirst()
                .map(arg -> Path.of(arg.substring(OPTION.length())))
                .orElse(null));
        outcome.write("it was ended from outside, or failed, before it could report its result; see the lines above");
        return outcome;
    }

    /** The others of {@code args}. */
    static String[] others(String... args) {
        return Arrays.stream(args).filter(arg -> !arg.startsWith(OPTION)).toArray(String[]::new);
    }

    /** What has been said to be wrong. */
    void error(String message) {
        error = message;
    }

    /** The command has ended with {@code exit}. */
    int ended(int exit) {
        write(
                switch (exit) {
                    case ExitCode.MEASURED -> "";
                    case ExitCode.FAILED ->
                        error.isEmpty()
                                ? "not everything that was planned was measured and verified; the lines above and the report say what"
                                : error;
                    case ExitCode.STOPPED ->
                        error.isEmpty()
                                ? "the run stopped early; the lines above say why, and how to resume it"
                                : error;
                    default -> error.isEmpty() ? "the request cannot be met; see the lines above" : error;
                });
        return exit;
    }

    private void write(String sentence) {
        if (file != null) {
            try {
                Files.writeString(file, sentence);
            } catch (IOException e) {
                throw new UsageException("the outcome cannot be written: " + IoReason.of(e), e);
            }
        }
    }
}
