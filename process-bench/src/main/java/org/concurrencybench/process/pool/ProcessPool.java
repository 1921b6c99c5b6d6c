package org.concurrencybench.process.pool;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Worker JVMs that run tasks of one function. Every task is completed exactly once, and none runs twice. Safe for use by any
 * number of threads, virtual ones too.
 *
 * <p>Design note. A task is counted in by the {@link Ledger} and waits in its backlog, until the {@link Crew} hands it to a
 * worker through that one's {@link Link}. A {@link Keeper} looks after each worker.
 */
public final class ProcessPool<I, O> implements AutoCloseable {
    private static final long JOIN_MILLIS = 10_000;

    private final ProcessPoolConfig config;
    private final Registration<I, O> registration;
    private final RunDirectory directory;
    private final Ledger<O> ledger;
    private final Crew<I, O> crew;

    private ProcessPool(ProcessPoolConfig config, Registration<I, O> registration) throws IOException {
        this.config = config;
        this.registration = registration;
        this.directory = RunDirectory.create();
        Deaths deaths = new Deaths();
        this.ledger = new Ledger<>(config.queueCapacity(), deaths);
        this.crew = new Crew<>(
                new Surroundings<>(config, registration, directory, new UnixTransport(), new Spawn(config, directory)),
                ledger,
                deaths);
    }

    /**
     * Starts all workers and waits until they are ready.
     *
     * @throws ProcessPoolException when one cannot be started, or its function not be opened; nothing is left then
     */
    public static <I, O> ProcessPool<I, O> start(ProcessPoolConfig config, Registration<I, O> registration)
            throws ProcessPoolException, InterruptedException {
        ProcessPool<I, O> pool;
        try {
            pool = new ProcessPool<>(config, registration);
        } catch (IOException e) {
            throw new WorkerStartException("the pool's run directory cannot be made: " + e.getMessage(), e);
        }
        try {
            pool.crew.start().get();
            return pool;
        } catch (ExecutionException e) {
            pool.shutdownNow();
            throw e.getCause() instanceof ProcessPoolException known
                    ? known
                    : new WorkerStartException("the pool cannot be started", e.getCause());
        } catch (InterruptedException e) {
            pool.shutdownNow();
            throw e;
        }
    }

    /**
     * Hands over one task. The input must not change until the task is completed. Refusals (pool closed, input that cannot be
     * encoded) are told to {@code completion} too.
     *
     * @throws InterruptedException when interrupted while waiting for room; the task is not taken then
     */
    public void submit(I input, Completion<O> completion) throws InterruptedException {
        Submission<O> task;
        try {
            task = new Submission<>(registration.input().encode(input), completion);
        } catch (IOException | RuntimeException e) {
            ledger.refused(completion, new PayloadException("the input cannot be encoded: " + e.getMessage(), e));
            return;
        }
        if (task.input.remaining() > config.maxPayload()) {
            ledger.refused(
                    completion,
                    new PayloadException(
                            "the input takes " + task.input.remaining() + " bytes, and maxPayload is "
                                    + config.maxPayload() + ": raise that",
                            null));
            return;
        }
        ledger.admission().enter(!isOwnThread());
        if (ledger.take(task)) {
            crew.wakeIdle();
        }
    }

    /** Hands over one task. Cancelling the future does not stop the task. */
    public CompletableFuture<O> submit(I input) throws InterruptedException {
        FutureCompletion<O> future = new FutureCompletion<>();
        submit(input, future);
        return future;
    }

    private static final class FutureCompletion<O> extends CompletableFuture<O> implements Completion<O> {
        @Override
        public void succeeded(O output, long busyNanos) {
            complete(output);
        }

        @Override
        public void failed(Throwable cause) {
            completeExceptionally(cause);
        }
    }

    /** The JVMs of the workers that are ready now. */
    public List<WorkerFacts> workers() {
        return crew.facts();
    }

    public PoolStatistics statistics() {
        return new PoolStatistics(
                ledger.admission().unfinished(),
                ledger.succeeded(),
                ledger.failed(),
                crew.workersStarted(),
                crew.workersDied());
    }

    /**
     * Takes no more tasks, waits for those that are unfinished, closes the function in each worker, and waits until all
     * processes have ended. Interrupting it turns it into {@link #shutdownNow}.
     *
     * @throws WorkerCloseException when a function's close failed or a worker had to be killed; all is ended nevertheless
     */
    @Override
    public void close() throws WorkerCloseException {
        refuseOwnThread();
        ledger.refuse(new PoolClosedException("the pool is closed", null));
        try {
            ledger.admission().awaitNone();
            crew.stop();
            crew.awaitEnd(Integer.MAX_VALUE);
        } catch (InterruptedException e) {
            shutdownNow();
            Thread.currentThread().interrupt();
            return;
        }
        removeDirectory();
        WorkerCloseException failure = crew.closeFailure();
        if (failure != null) {
            throw failure;
        }
    }

    /** Kills all workers; unfinished tasks fail with {@link PoolClosedException}. Returns within seconds. */
    public void shutdownNow() {
        refuseOwnThread();
        crew.kill(new PoolClosedException("the pool was shut down before the task had ended", null));
        boolean interrupted = Thread.interrupted();
        while (true) {
            try {
                crew.awaitEnd(JOIN_MILLIS);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        removeDirectory();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isOwnThread() {
        return Thread.currentThread() instanceof Keeper<?, ?>;
    }

    private static void refuseOwnThread() {
        if (isOwnThread()) {
            throw new IllegalStateException(
                    "a completion cannot close its pool, which would wait for itself: close it in another thread");
        }
    }

    private void removeDirectory() {
        try {
            directory.close();
        } catch (IOException e) {
            // the next pool of this machine sweeps it
        }
    }
}
