package org.concurrencybench.process.pool;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.PayloadException;
import org.concurrencybench.process.api.PoolClosedException;
import org.concurrencybench.process.api.ProcessPoolException;
import org.concurrencybench.process.api.TaskCancelledException;
import org.concurrencybench.process.api.WorkerCloseException;
import org.concurrencybench.process.api.WorkerDiedException;
import org.concurrencybench.process.api.WorkerFacts;
import org.concurrencybench.process.api.WorkerStartException;
import org.concurrencybench.process.internal.Arguments;
import org.concurrencybench.process.internal.launch.LastResort;
import org.concurrencybench.process.internal.launch.LaunchContext;
import org.concurrencybench.process.internal.launch.NestingDepth;
import org.concurrencybench.process.internal.launch.RunDirectory;
import org.concurrencybench.process.internal.launch.StartMethods;
import org.concurrencybench.process.internal.launch.WorkerSpec;
import org.concurrencybench.process.internal.wire.ThrowableFormat;
import org.jspecify.annotations.Nullable;

/**
 * Worker JVMs that run tasks of one function; {@link SharedPool} is for several. Every task is completed exactly once,
 * and none runs twice unless retries were asked for. Safe for use by any number of threads, virtual ones too.
 *
 * @implNote A task is counted in by the {@code TaskTracker} and waits in its backlog, until the
 *     {@code WorkerSupervisor} hands it to a worker through that one's {@code WorkerProxy}. A {@code WorkerMonitor}
 *     follows each worker from its start to its end.
 */
public final class ProcessPool<I, O> implements AutoCloseable {
    private static final Duration JOIN = Duration.ofSeconds(10);
    private static final Duration START_SLACK = Duration.ofSeconds(5);
    /** Inputs for each slot that a map reads ahead at first, where they are made on the way. */
    private static final int LAZY_ITEMS = 16;

    private final ProcessPoolConfig config;
    private final FunctionSpec<I, O> function;
    private final RunDirectory directory;
    private final CallbackThreads callbacks;
    private final TaskTracker tracker;
    private final WorkerSupervisor supervisor;
    private final HealthCheck healthCheck;
    private final PoolTimer timer;
    private final Stopper stopper;
    private final TaskSubmitter<I, O> submitter;
    private final PoolShutdown shutdown;

    private ProcessPool(ProcessPoolConfig config, FunctionSpec<I, O> function, LaunchContext<I, O> context) {
        this.config = config;
        this.function = function;
        this.directory = context.directory();
        this.callbacks = new CallbackThreads();
        this.tracker = new TaskTracker(config.queueCapacity(), config.retries(), callbacks);
        this.supervisor = new WorkerSupervisor(config, context, tracker);
        this.healthCheck = new HealthCheck(supervisor, config);
        this.timer = new PoolTimer(config.name(), this::checkWorkers);
        this.stopper = new Stopper(
                tracker, callbacks, timer, config.workerOptions().stopGrace().toNanos());
        this.submitter = new TaskSubmitter<>(config, function, tracker, supervisor, stopper);
        this.shutdown = new PoolShutdown(config.name(), tracker, supervisor, this::release);
    }

    /** The same workers, for another function that they have. */
    private ProcessPool(ProcessPool<?, ?> same, FunctionSpec<I, O> function) {
        this.config = same.config;
        this.function = function;
        this.directory = same.directory;
        this.callbacks = same.callbacks;
        this.tracker = same.tracker;
        this.supervisor = same.supervisor;
        this.healthCheck = same.healthCheck;
        this.timer = same.timer;
        this.stopper = same.stopper;
        this.submitter = new TaskSubmitter<>(config, function, tracker, supervisor, stopper);
        this.shutdown = same.shutdown;
    }

    /** The same pool as one of several functions of its workers sees it; see {@link SharedPool#of}. */
    <A, B> ProcessPool<A, B> forFunction(FunctionSpec<A, B> other) {
        return new ProcessPool<>(this, other);
    }

    private void checkWorkers() {
        healthCheck.check(stopper);
    }

    /**
     * Starts all workers and waits until they are ready.
     *
     * @throws ProcessPoolException when one cannot be started, or its function not be opened; nothing is left then
     */
    public static <I, O> ProcessPool<I, O> start(ProcessPoolConfig config, FunctionSpec<I, O> function)
            throws ProcessPoolException, InterruptedException {
        Arguments.required("function", function);
        NestingDepth.require(
                Arguments.required("config", config).workerOptions().maxDepth());
        try {
            return startOnce(config, function);
        } catch (WorkerStartException e) {
            if (!StartMethods.discard(spec(config, function))) {
                throw e;
            }
            return startOnce(config, function); // what was kept from earlier pools may have been the reason
        }
    }

    private static <I, O> ProcessPool<I, O> startOnce(ProcessPoolConfig config, FunctionSpec<I, O> function)
            throws ProcessPoolException, InterruptedException {
        ProcessPool<I, O> pool = prepared(config, function);
        try {
            pool.supervisor.start().get(pool.startTimeoutNanos(), TimeUnit.NANOSECONDS);
            pool.timer.every(pool.healthCheck.periodNanos());
            return pool;
        } catch (ExecutionException e) {
            pool.shutdownNow();
            throw e.getCause() instanceof ProcessPoolException known
                    ? known
                    : new WorkerStartException("the pool cannot be started", e.getCause());
        } catch (TimeoutException e) {
            pool.shutdownNow();
            throw new WorkerStartException(
                    "not all workers were ready within "
                            + config.workerOptions().startTimeout().toMillis()
                            + " ms: raise startTimeout, or see with a listener what becomes of them",
                    e);
        } catch (InterruptedException | Error e) {
            pool.shutdownNow();
            throw e;
        }
    }

    /** A worker that is late says so itself; this is for one whose start hangs, and for several that fail in a row. */
    private long startTimeoutNanos() {
        return config.workerOptions().startTimeout().toNanos() + START_SLACK.toNanos();
    }

    private static <I, O> WorkerSpec<I, O> spec(ProcessPoolConfig config, FunctionSpec<I, O> function) {
        return new WorkerSpec<>(config.workerOptions(), function, config.slots(), config.workers() + config.spares());
    }

    private static <I, O> ProcessPool<I, O> prepared(ProcessPoolConfig config, FunctionSpec<I, O> function)
            throws ProcessPoolException {
        LastResort.prepare();
        RunDirectory directory = null;
        try {
            directory = RunDirectory.create();
            return new ProcessPool<>(config, function, StartMethods.prepare(spec(config, function), directory));
        } catch (IOException | ProcessPoolException | RuntimeException e) {
            RunDirectory.closeQuietly(directory);
            throw e instanceof ProcessPoolException known
                    ? known
                    : new WorkerStartException("the pool cannot be prepared: " + ThrowableFormat.reason(e), e);
        }
    }

    /**
     * Submits one task. The input must not change until the task is completed. Refusals (the pool is closed, the input
     * cannot be encoded) go to {@code completion} too.
     *
     * @throws InterruptedException when interrupted while waiting for room; the task is not taken then
     */
    public void submit(I input, Completion<O> completion) throws InterruptedException {
        WorkItem task = task(input, submitter.limitNanos(), Arguments.required("completion", completion));
        if (task != null) {
            submitter.submit(task);
        }
    }

    /**
     * Submits one task, after waiting for room. The input must not change until the task is completed. Stages of other
     * futures may call it: {@code thenCompose(y -> pool.submit(y))}; a completion of this pool's own does not wait.
     *
     * <p>When the thread is interrupted while it waits for room, the task is not taken: the future fails with
     * {@link TaskCancelledException}, and the thread stays interrupted.
     *
     * <p>The future fails with a {@link ProcessPoolException}. Cancelling it takes the task back if it has not begun.
     * {@code cancel(true)} also stops a task that runs: its thread is interrupted, and when it has not ended after
     * {@link ProcessPoolConfig#withStopGrace} its worker is killed with all that it started. The tasks in that worker's
     * other slots fail then with {@link WorkerDiedException}, unless they may be
     * {@linkplain ProcessPoolConfig#withRetries retried}.
     */
    public CompletableFuture<O> submit(I input) {
        return submit(input, new TaskFuture<>(stopper), submitter.limitNanos());
    }

    /** Submits one task with its own time limit, which overrides the pool's; see {@link #submit(Object)}. */
    public CompletableFuture<O> submit(I input, Duration timeout) {
        return submit(input, new TaskFuture<>(stopper), limit(timeout));
    }

    private TaskFuture<O> submit(I input, TaskFuture<O> future, long limitNanos) {
        WorkItem task = task(input, limitNanos, future);
        if (task != null) {
            future.attach(task);
            try {
                submitter.submit(task);
            } catch (InterruptedException e) {
                future.failed(
                        new TaskCancelledException("interrupted while waiting for room in the pool: it was not taken"));
                Thread.currentThread().interrupt();
            }
        }
        return future;
    }

    /** Submits one task if there is room for it now. Empty when there is none. */
    public Optional<CompletableFuture<O>> trySubmit(I input) {
        try {
            return trySubmit(input, 0);
        } catch (InterruptedException e) {
            throw new AssertionError("nothing is waited for", e);
        }
    }

    /** The JVMs of the workers that are ready now. */
    public List<WorkerFacts> workers() {
        return supervisor.facts();
    }

    /** Submits one task if there is room for it, or will be within {@code timeout}. Empty when there is none. */
    public Optional<CompletableFuture<O>> trySubmit(I input, Duration timeout) throws InterruptedException {
        return trySubmit(input, TimeUnit.NANOSECONDS.convert(Arguments.required("timeout", timeout)));
    }

    private Optional<CompletableFuture<O>> trySubmit(I input, long timeoutNanos) throws InterruptedException {
        TaskFuture<O> future = new TaskFuture<>(stopper);
        WorkItem task = task(input, submitter.limitNanos(), future);
        if (task != null) {
            future.attach(task);
            if (!submitter.trySubmit(task, timeoutNanos)) {
                return Optional.empty();
            }
        }
        return Optional.of(future);
    }

    private static long limit(Duration timeout) {
        return Arguments.positive("timeout", timeout).toNanos();
    }

    /** Null when the input was refused, and the completion was called with the reason. */
    private @Nullable WorkItem task(I input, long limitNanos, Completion<O> completion) {
        try {
            return new SingleTask<>(submitter.encode(input), limitNanos, function.output(), completion);
        } catch (PayloadException e) {
            submitter.countRefusal();
            completion.failed(e);
            return null;
        }
    }

    /** The outcomes of all inputs in their order, with {@link MapOptions#DEFAULT}. */
    public Outcomes<O> map(Iterable<? extends I> inputs) {
        return map(inputs, MapOptions.DEFAULT);
    }

    /**
     * The outcomes of all inputs in the order of the inputs. Nothing is read before the first outcome is asked for.
     * Items cross the border in chunks, and the death of a worker fails all items of the chunk that it had begun. Where
     * tasks have a time-out, a chunk has that of all its items together; without a chunk size in the options each item
     * is a chunk then.
     */
    public Outcomes<O> map(Iterable<? extends I> inputs, MapOptions options) {
        return outcomes(inputs, options, true);
    }

    /** The outcomes of all inputs as they come, with {@link MapOptions#DEFAULT}. */
    public Outcomes<O> mapUnordered(Iterable<? extends I> inputs) {
        return mapUnordered(inputs, MapOptions.DEFAULT);
    }

    /** As {@link #map(Iterable, MapOptions)}, but in the order in which they come. */
    public Outcomes<O> mapUnordered(Iterable<? extends I> inputs, MapOptions options) {
        return outcomes(inputs, options, false);
    }

    /** The outputs of all inputs, with {@link MapOptions#DEFAULT}. */
    public CompletableFuture<List<O>> mapAsync(Iterable<? extends I> inputs) {
        return mapAsync(inputs, MapOptions.DEFAULT);
    }

    /**
     * The outputs of all inputs in their order. When an item fails, the future fails with the first failure, after all
     * items have ended (or at once with {@link MapOptions#failFast}). The inputs are read in a virtual thread of its
     * own. Cancelling the future withdraws what has not begun.
     */
    public CompletableFuture<List<O>> mapAsync(Iterable<? extends I> inputs, MapOptions options) {
        Outcomes<O> outcomes = map(inputs, options);
        return MapFuture.of(outcomes, callbacks);
    }

    private Outcomes<O> outcomes(Iterable<? extends I> inputs, MapOptions options, boolean ordered) {
        if (callbacks.isInside()) {
            throw new IllegalStateException(
                    "a completion cannot map in its own pool, which would wait for itself:" + " map in another thread");
        }
        Arguments.required("inputs", inputs);
        Arguments.required("options", options);
        int slots = config.workers() * config.slots();
        int lookAhead =
                options.lookAhead() > 0 ? options.lookAhead() : Math.max(config.queueCapacity(), options.chunk());
        int firstLookAhead = options.lookAhead() > 0 || inputs instanceof Collection<?>
                ? lookAhead
                : Math.clamp((long) slots * LAZY_ITEMS, options.chunk(), lookAhead);
        long inSight = inputs instanceof Collection<?> known ? Math.min(known.size(), lookAhead) : lookAhead;
        ChunkSizer sizer = options.chunk() > 0
                ? ChunkSizer.fixed(options.chunk())
                : submitter.limitNanos() > 0 ? ChunkSizer.fixed(1) : ChunkSizer.adaptive(inSight, slots);
        ChunkFeed<I, O> feed = new ChunkFeed<>(inputs.iterator(), submitter);
        return new Outcomes<>(feed, sizer, ordered, options.withLookAhead(lookAhead), firstLookAhead, slots);
    }

    /** How the pool is called, what it does, and how it is. */
    @Override
    public String toString() {
        String state = isTerminated() ? "ended" : isShutdown() ? "takes no more tasks" : "open";
        return config.name() + " for " + function + ": " + state + ", "
                + workers().size() + " of " + config.workers() + " workers ready, "
                + tracker.unfinished() + " tasks unfinished";
    }

    /** What the pool has done so far. */
    public PoolStatistics statistics() {
        WorkerCounts workers = supervisor.counts();
        return new PoolStatistics(
                tracker.unfinished(),
                tracker.counts().succeeded.sum(),
                tracker.counts().failed.sum(),
                tracker.counts().stopped.sum(),
                workers.started.sum(),
                workers.died.sum(),
                workers.killed.sum(),
                workers.retired.sum(),
                workers.bytesSent.sum()
                        + supervisor.monitors().stream()
                                .mapToLong(WorkerMonitor::bytesSent)
                                .sum(),
                workers.bytesReceived.sum()
                        + supervisor.monitors().stream()
                                .mapToLong(WorkerMonitor::bytesReceived)
                                .sum());
    }

    /**
     * Takes no more tasks. Those that it has run to their end; when all have ended, so do the workers. Returns at once,
     * unlike {@link #close}.
     */
    public void shutdown() {
        tracker.refuse(new PoolClosedException("the pool is closed", null));
        shutdown.start();
    }

    /** Waits for the end of all workers after a shutdown, up to the timeout. Returns whether they have ended. */
    public boolean awaitTermination(Duration timeout) throws InterruptedException {
        refuseOwnThread();
        return shutdown.await(Arguments.required("timeout", timeout));
    }

    /** Whether no more tasks are taken: it was shut down, or has given up. */
    public boolean isShutdown() {
        return tracker.refusal() != null;
    }

    /** Whether all workers have ended after a shutdown. */
    public boolean isTerminated() {
        return shutdown.isDone();
    }

    /**
     * Takes no more tasks, waits for those that are unfinished, closes the function in each worker, and waits until all
     * processes have ended. Interrupting it turns it into {@link #shutdownNow}.
     *
     * @throws WorkerCloseException when a function's close failed or a worker had to be killed; all is ended
     *     nevertheless
     */
    @Override
    public void close() throws WorkerCloseException {
        refuseOwnThread();
        shutdown();
        try {
            shutdown.await();
        } catch (InterruptedException e) {
            shutdownNow();
            Thread.currentThread().interrupt();
            return;
        }
        WorkerCloseException failure = supervisor.closeFailure();
        if (failure != null) {
            throw failure;
        }
    }

    /** Kills all workers; unfinished tasks fail with {@link PoolClosedException}. Returns within seconds. */
    public void shutdownNow() {
        refuseOwnThread();
        supervisor.kill(new PoolClosedException("the pool was shut down before the task had ended", null));
        shutdown.start();
        shutdown.awaitUninterruptibly(JOIN);
    }

    /**
     * This pool as the JDK's interface, for code that asks for it. It runs what {@link #call} makes
     * ({@link PoolCall#asRunnable} included), and rejects any other {@link java.util.concurrent.Callable} or
     * {@link Runnable}: such objects cannot cross to another process. Its {@code shutdown}, {@code shutdownNow} and
     * {@code close} are those of the pool.
     */
    public ExecutorService asExecutorService() {
        return new PoolExecutorService<>(this, tracker);
    }

    /** A call of the function with this input, to be given to {@link #asExecutorService}. */
    public PoolCall<O> call(I input) {
        return new PoolCall<>(timeoutNanos -> trySubmit(input, timeoutNanos));
    }

    private void refuseOwnThread() {
        if (callbacks.isInside()) {
            throw new IllegalStateException(
                    "a completion cannot wait for the end of its pool, which waits for it: do that in another thread");
        }
    }

    private void release() {
        timer.close();
        try {
            directory.close();
        } catch (IOException e) {
            // the next pool of this machine sweeps it
        }
    }
}
