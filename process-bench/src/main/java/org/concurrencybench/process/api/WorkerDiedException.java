package org.concurrencybench.process.api;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The worker ended while it held this task, which may have run in part; tasks of other workers are not affected. */
public final class WorkerDiedException extends ProcessPoolException {
    private final long pid;
    private final int exitCode;
    private final String how;
    private final String lastOutput;
    private final List<WorkerDiedException> earlier;

    /** Made by the library; public so that tests of its users can make one. */
    public WorkerDiedException(long pid, int exitCode, String how, String lastOutput, @Nullable Throwable cause) {
        this(pid, exitCode, how, lastOutput, List.of(), cause);
    }

    private WorkerDiedException(
            long pid,
            int exitCode,
            String how,
            String lastOutput,
            List<WorkerDiedException> earlier,
            @Nullable Throwable cause) {
        super("worker " + pid + ' ' + how + inWords(earlier) + lastOutput, cause);
        this.pid = pid;
        this.exitCode = exitCode;
        this.how = how;
        this.lastOutput = lastOutput;
        this.earlier = earlier;
        earlier.forEach(this::addSuppressed);
    }

    private static String inWords(List<WorkerDiedException> earlier) {
        return earlier.isEmpty()
                ? ""
                : earlier.stream()
                        .map(death -> "worker " + death.pid + ' ' + death.how)
                        .collect(Collectors.joining("; ", " (attempt " + (earlier.size() + 1) + "; before, ", ")"));
    }

    /** For the library itself. The same death, as the last one of a task whose workers had died before. */
    public WorkerDiedException after(List<WorkerDiedException> deaths) {
        return deaths.isEmpty()
                ? this
                : new WorkerDiedException(pid, exitCode, how, lastOutput, List.copyOf(deaths), getCause());
    }

    private WorkerDiedException(String message) {
        super(message);
        this.pid = 0;
        this.exitCode = -1;
        this.how = message;
        this.lastOutput = "";
        this.earlier = List.of();
    }

    /**
     * For the library itself. One that is made before it is needed, for when there is no memory to make it: it has no
     * trace, and suppresses nothing.
     */
    public static WorkerDiedException madeBefore(String message) {
        return new WorkerDiedException(message);
    }

    /** The process id that the worker had; 0 where there was no memory to say more. */
    public long pid() {
        return pid;
    }

    /** The exit code; 128 + n after signal n, which looks the same as an exit with that code. */
    public int exitCode() {
        return exitCode;
    }

    /**
     * How the workers ended that had the task before, the first one first; empty unless tasks may be retried
     * ({@code ProcessPoolConfig.withRetries}).
     */
    public List<WorkerDiedException> earlier() {
        return earlier;
    }

    /** The end of what the worker printed, empty when it printed nothing. */
    public String lastOutput() {
        return lastOutput;
    }
}
