package org.concurrencybench.process.worker;

import java.nio.file.Path;
import java.util.Optional;
import org.concurrencybench.process.internal.child.WorkerMain;
import org.concurrencybench.process.internal.launch.NestingDepth;
import org.concurrencybench.process.internal.wire.WorkerMark;

/**
 * The worker that this JVM is.
 *
 * @param name the name of a {@link WorkerProcess}; in a pool, its worker's number and generation
 * @param depth 1 for a worker of a JVM that is no worker itself, one more for each border in between
 */
public record CurrentWorker(String name, int depth) {
    /** The worker that runs this code, or nothing in a JVM that is none. */
    public static Optional<CurrentWorker> get() {
        String mark = System.getenv(WorkerMark.VARIABLE);
        if (!WorkerMain.isHere() || mark == null) {
            return Optional.empty();
        }
        return Optional.of(new CurrentWorker(Path.of(mark).getFileName().toString(), NestingDepth.here()));
    }

    /** The process that started this worker, unless it has ended. */
    public Optional<ProcessHandle> parent() {
        return ProcessHandle.current().parent();
    }
}
