package org.concurrencybench.process.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.PayloadException;
import org.concurrencybench.process.api.ProcessPoolException;
import org.concurrencybench.process.api.StoppedTaskException;
import org.concurrencybench.process.api.TaskCancelledException;
import org.concurrencybench.process.api.TaskTimeoutException;
import org.concurrencybench.process.api.WorkerDiedException;
import org.concurrencybench.process.api.WorkerExit;
import org.concurrencybench.process.api.WorkerOptions;
import org.concurrencybench.process.api.WorkerStartException;
import org.concurrencybench.process.internal.Arguments;
import org.concurrencybench.process.internal.launch.LastResort;
import org.concurrencybench.process.internal.launch.NestingDepth;
import org.concurrencybench.process.internal.launch.RunDirectory;
import org.concurrencybench.process.internal.launch.ShutdownRequest;
import org.concurrencybench.process.internal.launch.StartMethods;
import org.concurrencybench.process.internal.launch.WorkerJvm;
import org.concurrencybench.process.internal.launch.WorkerLauncher;
import org.concurrencybench.process.internal.launch.WorkerSpec;
import org.concurrencybench.process.internal.wire.Connection;
import org.concurrencybench.process.internal.wire.Frame;
import org.concurrencybench.process.internal.wire.FrameType;
import org.concurrencybench.process.internal.wire.Payloads;
import org.concurrencybench.process.internal.wire.ProtocolViolation;
import org.concurrencybench.process.internal.wire.TaskIds;
import org.concurrencybench.process.internal.wire.ThrowableFormat;
import org.jspecify.annotations.Nullable;

/**
 * One JVM that runs a registered function once, with one input, and ends. It is started once, ends with this JVM at the
 * latest, and everything that it started ends with it.
 *
 * <p>{@link #result} says whether the function ended well, and not the exit code: that of a worker whose function threw
 * is 0 too.
 */
public final class WorkerProcess<I, O> implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,16}");
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final String name;
    private final WorkerOptions options;
    private final FunctionSpec<I, O> function;
    private final I input;
    private final AtomicBoolean started = new AtomicBoolean();
    private final Result result = new Result();
    private final CompletableFuture<WorkerJvm> spawned = new CompletableFuture<>();
    private final CompletableFuture<WorkerExit> exit = new CompletableFuture<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile WorkerExit.By endedBy = WorkerExit.By.ITSELF;
    private final AtomicReference<@Nullable StoppedTaskException> stop = new AtomicReference<>();
    private volatile @Nullable Connection connection;

    /**
     * A worker that {@link #start} is to start. The task's time-out counts from when the worker is ready.
     *
     * @param name 1 to 16 letters, digits, dots, dashes or underscores
     */
    public WorkerProcess(String name, WorkerOptions options, FunctionSpec<I, O> function, I input) {
        if (!NAME.matcher(Arguments.required("the name of a worker", name)).matches()) {
            throw new IllegalArgumentException(
                    "a worker's name has 1 to 16 letters, digits, dots, dashes or underscores, not '" + name + "'");
        }
        this.name = name;
        this.options = Arguments.required("options", options);
        this.function = Arguments.required("function", function);
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
        LastResort.prepare();
        ByteBuffer bytes;
        try {
            NestingDepth.require(options.maxDepth());
            bytes = Payloads.encode(function.input(), input, options.maxPayload());
        } catch (ProcessPoolException e) {
            finish(null, e);
            throw e;
        }
        Thread monitor = new Thread(null, () -> run(bytes), "worker-process-" + name, Payloads.STACK_BYTES);
        monitor.setDaemon(true);
        try {
            monitor.start();
        } catch (OutOfMemoryError e) { // the system gives no more threads
            finish(null, e);
        }
        try {
            spawned.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ProcessPoolException known
                    ? known
                    : new WorkerStartException("worker '" + name + "' cannot be started", e.getCause());
        }
    }

    /** What {@link #result} gives: its {@code cancel(true)} reaches the worker. */
    private final class Result extends CompletableFuture<O> {
        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = !isDone() && super.cancel(mayInterruptIfRunning);
            if (cancelled && mayInterruptIfRunning) {
                stopFor(new TaskCancelledException());
            }
            return cancelled || isCancelled();
        }

        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new CompletableFuture<>(); // a stage behind it is no worker
        }
    }

    private void stopFor(StoppedTaskException reason) {
        if (!started.get() || !stop.compareAndSet(null, reason)) {
            return;
        }
        Connection open = connection;
        if (open != null) {
            open.wakeup(); // who receives there sees to the rest
        } else if (isAlive()) {
            kill("it was cancelled before it was ready");
        }
    }

    private void run(ByteBuffer bytes) {
        Throwable why = null;
        WorkerJvm jvm = null;
        try (RunDirectory directory = RunDirectory.create()) {
            WorkerSpec<I, O> spec = new WorkerSpec<>(options, function, 1, 1);
            WorkerLauncher launch =
                    new WorkerLauncher(StartMethods.prepare(spec, directory), 0, name, false, () -> stop.get() == null);
            try {
                serve(launch.run(spawned::complete), bytes);
            } catch (Throwable e) { // whatever it is, somebody waits for the end
                why = e;
            } finally {
                launch.closeConnection();
                jvm = launch.jvm();
            }
            if (jvm != null) {
                if (why instanceof ProtocolViolation) {
                    jvm.kill();
                } else if (why instanceof Error) {
                    jvm.kill("this JVM could not continue with it: " + ThrowableFormat.reason(why));
                }
                jvm.end();
            }
        } catch (Throwable e) {
            why = e;
            while (jvm != null && !isEnded(jvm)) {
                LastResort.pause();
            }
        }
        try {
            finish(jvm, why);
        } catch (Throwable e) {
            LastResort.report(e);
            LastResort.fail(spawned, LastResort.workerLost());
            LastResort.fail(result, LastResort.workerLost());
            LastResort.fail(exit, LastResort.workerLost());
        } finally {
            ended.countDown();
        }
    }

    /** Returns false where there was no memory to end it. */
    private static boolean isEnded(WorkerJvm jvm) {
        try {
            jvm.kill();
            jvm.end();
            return true;
        } catch (OutOfMemoryError e) {
            return false;
        }
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
                WorkerDiedException death = jvm.death(why);
                StoppedTaskException stopped = stop.get();
                if (stopped != null) {
                    stopped.addSuppressed(death);
                }
                result.completeExceptionally(stopped != null ? stopped : death);
            }
            exit.complete(new WorkerExit(jvm.exitCode(), endedBy));
        }
        ended.countDown();
    }

    /** Sends the task, receives its answer, and lets the worker end. */
    private void serve(Connection open, ByteBuffer bytes) throws IOException {
        connection = open;
        send(open, FrameType.TASK, bytes);
        Frame answer = awaitAnswer(open);
        if (answer == null) {
            return;
        }
        complete(answer);
        ShutdownRequest shutdown = ShutdownRequest.send(open, options.closeTimeout());
        do {
            if (shutdown.isOverdue()) {
                kill(shutdown.reason());
                return;
            }
            Frame frame;
            while ((frame = open.next()) != null) {
                if (frame.type() != FrameType.BYE) {
                    throw new ProtocolViolation("the worker sent " + frame.type());
                }
            }
        } while (open.receive(shutdown.leftMillis()));
    }

    /** Null when the worker has gone, or was killed because its task did not stop. */
    private @Nullable Frame awaitAnswer(Connection open) throws IOException {
        long begin = System.nanoTime();
        long limit = options.taskTimeout().toNanos();
        boolean stopping = false;
        while (true) {
            if (!stopping && stop.get() != null) {
                stopping = true;
                begin = System.nanoTime();
                limit = options.stopGrace().toNanos();
                send(open, FrameType.STOP, NOTHING);
            }
            long left = limit - (System.nanoTime() - begin);
            if (limit > 0 && left <= 0) {
                if (stopping) {
                    kill("its task did not stop within " + limit / 1_000_000 + " ms after its interrupt");
                    return null;
                }
                stop.compareAndSet(null, new TaskTimeoutException(limit)); // or it is cancelled at this moment
                continue;
            }
            if (!open.receive(limit == 0 ? 0 : left / 1_000_000 + 1)) {
                return null;
            }
            Frame frame = open.next();
            if (frame != null) {
                if (!frame.type().isAnswer()) {
                    throw new ProtocolViolation("the worker sent " + frame.type());
                }
                return frame;
            }
        }
    }

    private void complete(Frame answer) {
        StoppedTaskException stopped = stop.get();
        if (stopped != null) {
            result.completeExceptionally(stopped);
            return;
        }
        try {
            result.complete(Payloads.decode(function.output(), answer));
        } catch (ProcessPoolException e) {
            result.completeExceptionally(e);
        }
    }

    private static void send(Connection open, FrameType type, ByteBuffer payload) throws IOException {
        open.sending().lock();
        try {
            open.gather(type, 0, TaskIds.of(1, 0), 0, payload);
            open.flush();
        } finally {
            open.sending().unlock();
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

    /**
     * What the function gives, or the {@link ProcessPoolException} that says how it failed. {@code cancel(true)} stops
     * the task: its thread is interrupted, and after {@link WorkerOptions#withStopGrace} the process is killed, with
     * all that it started. {@code cancel(false)} lets it run to its end, for nobody.
     *
     * @throws IllegalStateException before {@link #start}
     */
    public CompletableFuture<O> result() {
        requireStarted("result");
        return result;
    }

    /** Waits until it has ended and nothing of it is left; as often as one likes. */
    public void join() throws InterruptedException {
        requireStarted("end");
        ended.await();
    }

    /** Waits until it has ended and nothing of it is left, but no longer than this. Returns whether it has ended. */
    public boolean join(Duration timeout) throws InterruptedException {
        requireStarted("end");
        return ended.await(TimeUnit.NANOSECONDS.convert(Arguments.required("timeout", timeout)), TimeUnit.NANOSECONDS);
    }

    private void requireStarted(String what) {
        if (!started.get()) {
            throw new IllegalStateException(
                    "worker '" + name + "' was not started: there is no " + what + " to wait for");
        }
    }

    /** How it ended; nothing while it has not. */
    public Optional<WorkerExit> exit() {
        return exit.isDone() && !exit.isCompletedExceptionally() ? Optional.of(exit.join()) : Optional.empty();
    }

    /**
     * Completed when it has ended and nothing of it is left.
     *
     * @throws IllegalStateException before {@link #start}
     */
    public CompletableFuture<WorkerExit> onExit() {
        requireStarted("end");
        return exit.copy();
    }

    /**
     * Asks it to end, as the system does at its own shutdown: the JVM runs its shutdown hooks. What it started is
     * killed.
     */
    public void terminate() {
        if (jvm().isAlive()) {
            endedBy = WorkerExit.By.TERMINATE;
            jvm().terminate();
        }
    }

    /** Ends it now, with all processes that it started. */
    public void kill() {
        kill("WorkerProcess.kill() was called");
    }

    private void kill(String why) {
        if (jvm().isAlive()) {
            endedBy = WorkerExit.By.KILL;
            jvm().kill(why);
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
