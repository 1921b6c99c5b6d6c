package org.concurrencybench.process.internal.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.process.api.ProcessPoolException;
import org.concurrencybench.process.api.StartMethod;
import org.concurrencybench.process.api.WorkerStartException;
import org.concurrencybench.process.internal.transport.Transports;
import org.concurrencybench.process.internal.wire.Connection;

/**
 * Makes an ahead-of-time cache: one worker opens its function and ends, under observation; what it loaded is written by
 * a second JVM, which a third one then has to load.
 */
final class AotTraining {
    private static final long LIMIT_SECONDS = 120;

    private AotTraining() {}

    /** The cache, in the run directory. */
    static Path make(WorkerSpec<?, ?> workers, RunDirectory directory) throws IOException, ProcessPoolException {
        Path observed = directory.resolve("observed");
        Path cache = directory.resolve("cache");
        observe(workers, directory, observed);
        run(
                workers,
                directory,
                "written",
                List.of("-XX:AOTMode=create", "-XX:AOTConfiguration=" + observed, "-XX:AOTCache=" + cache));
        run(workers, directory, "loaded", List.of("-XX:AOTMode=on", "-XX:AOTCache=" + cache, "-version"));
        return cache;
    }

    private static void observe(WorkerSpec<?, ?> workers, RunDirectory directory, Path observed)
            throws IOException, ProcessPoolException {
        Spawn start = new Spawn(
                workers, directory, "args-observed", List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + observed));
        WorkerLauncher launch = new WorkerLauncher(
                new LaunchContext<>(
                        workers, directory, Transports.of(workers.options().transport()), start),
                0,
                "aot",
                true,
                () -> true);
        try {
            Connection open = launch.run(jvm -> {});
            ShutdownRequest shutdown = ShutdownRequest.send(open, Duration.ofSeconds(LIMIT_SECONDS));
            while (!shutdown.isOverdue() && open.receive(shutdown.leftMillis())) {
                while (open.next() != null) {
                    // it says good-bye
                }
            }
        } finally {
            launch.closeConnection();
            WorkerJvm jvm = launch.jvm();
            if (jvm != null) {
                jvm.end(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
            }
        }
        require(observed, "observed", "the worker left no record of its classes");
    }

    private static void run(WorkerSpec<?, ?> workers, RunDirectory directory, String what, List<String> arguments)
            throws IOException, WorkerStartException {
        Path said = directory.resolve("said-" + what);
        Process process = new Spawn(workers, directory, "args-" + what, arguments)
                .command(List.of())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean ended = false;
        try {
            process.getOutputStream().close();
            ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
        if (!ended) {
            throw new WorkerStartException(
                    "the ahead-of-time cache could not be " + what + ": use " + StartMethod.SPAWN + ". The JVM said:\n"
                            + Files.readString(said, StandardCharsets.UTF_8),
                    null);
        }
    }

    private static void require(Path file, String what, String otherwise) throws WorkerStartException {
        if (!Files.isRegularFile(file)) {
            throw new WorkerStartException("the ahead-of-time cache could not be " + what + ": " + otherwise, null);
        }
    }
}
