package org.concurrencybench.process.pool;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The process of one worker, from its start until nothing of it is left. */
final class WorkerJvm {
    private static final long EXIT_MILLIS = 2000;
    private static final long OUTPUT_END_MILLIS = 1000;
    private static final int ERROR_FILE_LINES = 30;

    private final Process process;
    private final Path errorFile;
    private final String mark;
    private final OutputTail out;
    private final OutputTail err;
    private volatile boolean killed;

    /** A process that was started with {@code mark} as the value of {@link Stragglers#VARIABLE}. */
    WorkerJvm(Process process, RunDirectory directory, String mark) {
        this.process = process;
        this.mark = mark;
        this.errorFile = directory.resolve("hs_err_" + process.pid() + ".log");
        this.out = new OutputTail(process.getInputStream(), "worker-" + process.pid() + "-stdout");
        this.err = new OutputTail(process.getErrorStream(), "worker-" + process.pid() + "-stderr");
    }

    /** Hands the token over and ends the worker's standard input. */
    void give(byte[] token) throws IOException {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(token);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the worker, now. */
    void kill() {
        killed = true;
        process.destroyForcibly();
    }

    /**
     * Waits for the process, ends every process that it started, and waits for the end of its output. Its connection ends a moment before the process does; one that lingers
     * is killed. Cannot be interrupted; it is short.
     */
    void end() {
        boolean interrupted = Thread.interrupted();
        while (true) {
            try {
                if (!process.waitFor(EXIT_MILLIS, TimeUnit.MILLISECONDS)) {
                    kill();
                }
                process.waitFor();
                Stragglers.kill(mark); // they could hold its output open too
                out.join(OUTPUT_END_MILLIS);
                err.join(OUTPUT_END_MILLIS);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** How it ended and what it printed last; to be asked after {@link #end}. */
    WorkerDiedException death(@Nullable Throwable why) {
        int code = process.exitValue();
        String how = killed
                ? "was killed by its pool" + (why == null ? "" : ": " + why.getMessage())
                : switch (code) {
                    case WorkerReceiver.CONNECTION_BROKEN -> "ended itself because of broken bytes on its connection";
                    case WorkerReceiver.CANNOT_ANSWER -> "ended itself because it could not answer";
                    default -> code > 128 ? "ended by signal " + (code - 128) : "ended with exit code " + code;
                };
        return new WorkerDiedException(pid(), code, how, lastOutput(), why);
    }

    /** Standard error, standard output and the JVM's own error file, as far as there are any. */
    String lastOutput() {
        return section("stderr", err.text()) + section("stdout", out.text()) + section("JVM error file", errorFile());
    }

    private static String section(String title, String text) {
        return text.isEmpty() ? "" : "\n--- end of its " + title + ":\n" + text;
    }

    private String errorFile() {
        if (!Files.exists(errorFile)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(errorFile)) {
            return lines.limit(ERROR_FILE_LINES).collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return "cannot be read: " + e;
        }
    }
}
