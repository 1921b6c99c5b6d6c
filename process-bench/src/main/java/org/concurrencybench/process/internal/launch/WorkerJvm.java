package org.concurrencybench.process.internal.launch;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.concurrencybench.core.os.LeftoverProcesses;
import org.concurrencybench.process.api.WorkerDiedException;
import org.concurrencybench.process.api.WorkerOutput;
import org.concurrencybench.process.internal.wire.ExitCodes;
import org.concurrencybench.process.internal.wire.WorkerMark;
import org.jspecify.annotations.Nullable;

/** The process of one worker, from its start until nothing of it is left. */
public final class WorkerJvm {
    private static final long EXIT_MILLIS = 2000;
    private static final long OUTPUT_END_MILLIS = 1000;
    private static final int ERROR_FILE_LINES = 30;
    private static final int SIGNAL_BASE = 128;
    private static final int MAX_SIGNAL = 64;

    private final Process process;
    private final Path errorFile;
    private final String mark;
    private final OutputTail out;
    private final OutputTail err;
    private volatile boolean killed;
    private volatile boolean lost;
    private volatile @Nullable String reason;

    /** A process that was started with {@code mark} as the value of {@link WorkerMark#VARIABLE}. */
    WorkerJvm(Process process, RunDirectory directory, String mark) {
        this(process, directory, mark, 0, null);
    }

    /** The process of the pool's worker with this number, whose lines go to {@code output}, if there is one. */
    WorkerJvm(
            Process process,
            RunDirectory directory,
            String mark,
            int worker,
            @Nullable Consumer<? super WorkerOutput> output) {
        this.process = process;
        this.mark = mark;
        this.errorFile = directory.resolve("hs_err_" + process.pid() + ".log");
        this.out = new OutputTail(
                process.getInputStream(),
                "worker-" + process.pid() + "-stdout",
                lines(output, worker, process.pid(), WorkerOutput.Stream.OUT));
        this.err = new OutputTail(
                process.getErrorStream(),
                "worker-" + process.pid() + "-stderr",
                lines(output, worker, process.pid(), WorkerOutput.Stream.ERR));
    }

    private static @Nullable OutputLines lines(
            @Nullable Consumer<? super WorkerOutput> output, int worker, long pid, WorkerOutput.Stream stream) {
        return output == null ? null : new OutputLines(output, worker, pid, stream);
    }

    /** Sends the token and ends the worker's standard input. */
    void sendToken(byte[] token) throws IOException {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(token);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return !lost && process.isAlive();
    }

    /** Ends the worker, now. What it started ends in {@link #end}. */
    public void kill() {
        killed = true;
        process.destroyForcibly();
    }

    /** Ends the worker and all that it started, for a reason that is no fault of the worker's function. */
    public void kill(String why) {
        reason = why;
        List<ProcessHandle> started = process.descendants().toList(); // nobody's descendants afterwards
        kill();
        started.forEach(ProcessHandle::destroyForcibly);
    }

    /** Asks the process to end. */
    public void terminate() {
        process.destroy();
    }

    /** To be asked after {@link #end}: 128 + n after signal n; -1 where nobody knows. */
    public int exitCode() {
        return lost ? -1 : process.exitValue();
    }

    /** Bytes of memory that it takes, 0 where the system does not know or it has ended. */
    public long residentBytes() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid() + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
                }
            }
        } catch (IOException e) {
            // gone, or a system without /proc
        }
        return 0;
    }

    /** Whether its pool has ended it for a reason of its own. */
    public boolean isKilledForAReason() {
        return reason != null;
    }

    /**
     * Waits for the process. Its connection ends a moment before it does; one that lingers is killed. Cannot be
     * interrupted; it is short.
     */
    public void awaitExit() {
        awaitExit(EXIT_MILLIS);
    }

    private void awaitExit(long lingerMillis) {
        uninterruptibly(() -> {
            if (!process.waitFor(lingerMillis, TimeUnit.MILLISECONDS)) {
                kill();
            }
            while (!process.waitFor(EXIT_MILLIS, TimeUnit.MILLISECONDS)) {
                if (!process.toHandle().isAlive()) {
                    lost = true; // the JDK's thread that waits for it has died, of want of memory
                    return;
                }
            }
        });
    }

    /**
     * Waits for the process, ends every process that it started, and waits for the end of its output. Cannot be
     * interrupted either.
     */
    public void end() {
        end(EXIT_MILLIS);
    }

    /** Does what {@link #end()} does; the process may linger this long, in milliseconds. */
    void end(long lingerMillis) {
        awaitExit(lingerMillis);
        LeftoverProcesses.kill(WorkerMark.VARIABLE, mark); // they could hold its output open too
        uninterruptibly(() -> {
            out.join(OUTPUT_END_MILLIS);
            err.join(OUTPUT_END_MILLIS);
        });
    }

    private interface Waiting {
        void await() throws InterruptedException;
    }

    private static void uninterruptibly(Waiting waiting) {
        boolean interrupted = Thread.interrupted();
        while (true) {
            try {
                waiting.await();
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
    public WorkerDiedException death(@Nullable Throwable why) {
        int code = exitCode();
        String known = reason;
        String how = killed
                ? "was killed by its pool" + (known != null ? ": " + known : why == null ? "" : ": " + why.getMessage())
                : switch (code) {
                    case ExitCodes.CONNECTION_BROKEN -> "ended itself because of broken bytes on its connection";
                    case ExitCodes.CANNOT_ANSWER -> "ended itself because it could not answer";
                    default -> inWords(code, Files.exists(errorFile));
                };
        return new WorkerDiedException(pid(), code, how, lastOutput(), why);
    }

    /**
     * What an exit code says. Java gives 128 + n for an end by signal n, and the same for an exit with that code; only
     * the error file of a JVM that crashed tells them apart.
     */
    static String inWords(int code, boolean crashed) {
        int signal = code - SIGNAL_BASE;
        if (signal < 1 || signal > MAX_SIGNAL || File.separatorChar == '\\') {
            return "ended with exit code " + code;
        }
        return crashed
                ? "ended by signal " + signal
                : "ended by signal " + signal + ", or with exit code " + code + ", which looks the same from here";
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
