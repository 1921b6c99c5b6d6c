package org.concurrencybench.process.pool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One JVM that runs a registered function once, with one input, and ends. It is started once, ends with this JVM at the latest,
 * and everything that it started ends with it.
 *
 * <p>Whether the function ended well is told by {@link #result}, not by the exit code: that of a worker whose function threw is 0
 * too.
 */
public final class WorkerProcess<I, O> implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,16}");
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final String name;
    private final ProcessPoolConfig config;
    private final Registration<I, O> registration;
    private final I input;
    private final AtomicBoolean started = new AtomicBoolean();
    private final CompletableFuture<O> result = new CompletableFuture<>();
    private final CompletableFuture<WorkerJvm> spawned = new CompletableFuture<>();
    private final CompletableFuture<WorkerExit> exit = new CompletableFuture<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile WorkerExit.By endedBy = WorkerExit.By.ITSELF;

    /**
     * A worker that {@link #start} is to start. Of the configuration counts what a single worker needs: its java, class path,
     * arguments, processors, limits of time and size.
     *
     * @param name 1 to 16 letters, digits, dots, dashes or underscores
     */
    public WorkerProcess(String name, ProcessPoolConfig config, Registration<I, O> registration, I input) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a worker's name has 1 to 16 letters, digits, dots, dashes or underscores, not '" + name + "'");
        }
        this.name = name;
        this.config = config.withWorkers(1).withSlots(1);
        this.registration = registration;
        this.input = input;
    }

    /** The name that it was given. */
    public String name() {
        return name;
    }

    /**
     * Starts the process, and returns as soon as there is one.
     *
     * @throws WorkerStartException when there is none; nothing is left then
     * @throws PayloadException when the input cannot be encoded
     * @throws IllegalStateException when it was started before
     */
    public void start() throws ProcessPoolException, InterruptedException {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("worker '" + name + "' was started before: a process runs once");
        }
        SingleTask<O> task;
        try {
            Depth.require(config.maxDepth());
            ByteBuffer bytes = Intake.encode(registration.input(), input, config.maxPayload());
            task = new SingleTask<>(bytes, 0, registration.output(), new Telling());
        } catch (ProcessPoolException e) {
            finish(null, e);
            throw e;
        }
        Thread keeper = new Thread(() -> run(task), "worker-process-" + name);
        keeper.setDaemon(true);
        keeper.start();
        try {
            spawned.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ProcessPoolException known
                    ? known
                    : new WorkerStartException("worker '" + name + "' cannot be started", e.getCause());
        }
    }

    private final class Telling implements Completion<O> {
        @Override
        public void succeeded(O output, long busyNanos) {
            result.complete(output);
        }

        @Override
        public void failed(Throwable cause) {
            result.completeExceptionally(cause);
        }
    }

    private void run(SingleTask<O> task) {
        Throwable why = null;
        WorkerJvm jvm = null;
        try (RunDirectory directory = RunDirectory.create()) {
            Launch launch = new Launch(
                    new Surroundings<>(
                            config,
                            registration,
                            directory,
                            config.transport().create(),
                            config.startMethod().prepare(config, registration, directory)),
                    0,
                    name,
                    false,
                    () -> true);
            try {
                serve(launch.run(spawned::complete), task);
            } catch (ProcessPoolException | IOException | RuntimeException e) {
                why = e;
            } finally {
                launch.closeConnection();
            }
            jvm = launch.jvm();
            if (jvm != null) {
                if (why instanceof ProtocolViolation) {
                    jvm.kill();
                }
                jvm.end();
            }
        } catch (IOException | ProcessPoolException | RuntimeException e) {
            why = e;
        }
        finish(jvm, why);
    }

    private void finish(@Nullable WorkerJvm jvm, @Nullable Throwable why) {
        if (why instanceof ProcessPoolException known) {
            result.completeExceptionally(known);
        }
        if (jvm == null) {
            WorkerStartException failure = new WorkerStartException("worker '" + name + "' cannot be started", why);
            spawned.completeExceptionally(why instanceof WorkerStartException known ? known : failure);
            result.completeExceptionally(failure);
            exit.completeExceptionally(failure);
        } else {
            if (!result.isDone()) {
                result.completeExceptionally(jvm.death(why));
            }
            exit.complete(new WorkerExit(jvm.exitCode(), endedBy));
        }
        ended.countDown();
    }

    /** Hands the task over, receives its answer, and lets the worker end. */
    private void serve(Connection open, SingleTask<O> task) throws IOException {
        open.sending().lock();
        try {
            open.gather(FrameType.TASK, 0, TaskIds.of(1, 0), 0, task.input);
            open.flush();
        } finally {
            open.sending().unlock();
        }
        long patience = 0;
        long deadline = 0;
        while (open.receive(patience)) {
            Frame frame;
            while ((frame = open.next()) != null) {
                if (frame.type().isAnswer()) {
                    task.answered(frame, new TaskCounts());
                    open.send(FrameType.SHUTDOWN, NOTHING);
                    patience = config.closeTimeout().toMillis() + 1;
                    deadline = System.nanoTime() + config.closeTimeout().toNanos();
                } else if (frame.type() != FrameType.BYE) {
                    throw new ProtocolViolation("the worker sent " + frame.type());
                }
            }
            if (deadline != 0 && System.nanoTime() - deadline > 0) {
                kill();
                return;
            }
        }
    }

    /**
     * The process id.
     *
     * @throws IllegalStateException before {@link #start}
     */
    public long pid() {
        return jvm().pid();
    }

    private WorkerJvm jvm() {
        WorkerJvm known = spawned.isDone() && !spawned.isCompletedExceptionally() ? spawned.join() : null;
        if (known == null) {
            throw new IllegalStateException("worker '" + name + "' has no process: start it");
        }
        return known;
    }

    /** Whether it was started and has not ended. */
    public boolean isAlive() {
        return started.get() && spawned.isDone() && !spawned.isCompletedExceptionally() && ended.getCount() > 0;
    }

    /** What the function gives, or the {@link ProcessPoolException} that says how it failed. */
    public CompletableFuture<O> result() {
        return result.copy();
    }

    /** Waits until it has ended and nothing of it is left; as often as one likes. */
    public void join() throws InterruptedException {
        requireStarted();
        ended.await();
    }

    /** The same, but only so long. Returns whether it has ended. */
    public boolean join(Duration patience) throws InterruptedException {
        requireStarted();
        return ended.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void requireStarted() {
        if (!started.get()) {
            throw new IllegalStateException("worker '" + name + "' was not started: there is no end to wait for");
        }
    }

    /** How it ended; nothing while it has not. */
    public Optional<WorkerExit> exit() {
        return exit.isDone() && !exit.isCompletedExceptionally() ? Optional.of(exit.join()) : Optional.empty();
    }

    /** Completed when it has ended and nothing of it is left. */
    public CompletableFuture<WorkerExit> onExit() {
        return exit.copy();
    }

    /** Asks it to end, as the system does at its own shutdown: the JVM runs its shutdown hooks. What it started is killed. */
    public void terminate() {
        if (jvm().isAlive()) {
            endedBy = WorkerExit.By.TERMINATE;
            jvm().terminate();
        }
    }

    /** Ends it now, with all processes that it started. */
    public void kill() {
        if (jvm().isAlive()) {
            endedBy = WorkerExit.By.KILL;
            jvm().kill("WorkerProcess.kill() was called, or it did not close in time");
        }
    }

    /** Waits until it has ended. An interrupt kills it. One that was never started is left as it is. */
    @Override
    public void close() {
        if (!started.get()) {
            return;
        }
        boolean interrupted = false;
        while (true) {
            try {
                ended.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                if (isAlive()) {
                    kill();
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
