package org.concurrencybench.process.pool;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Worker JVMs that run tasks of one function. Every task is completed exactly once, and none runs twice. Safe for use by any
 * number of threads, virtual ones too.
 *
 * <p>Design note. A task is counted in by {@link Admission}, waits in the {@link Backlog}, and is handed to a worker through
 * its {@link Link}. The pool's state only moves forward: open; closed (a rejection is set: nothing more is taken in);
 * stopping (all is done: workers are told to end); killed (nothing is waited for). Whoever adds to the backlog looks at the
 * state afterwards, and whoever changes the state looks at the backlog afterwards, so that nothing stays behind.
 */
public final class ProcessPool<I, O> implements AutoCloseable {
    private static final long JOIN_MILLIS = 10_000;

    private final ProcessPoolConfig config;
    private final Registration<I, O> registration;
    private final RunDirectory directory;
    private final Admission admission;
    private final Backlog<O> backlog = new Backlog<>();
    private final List<Seat<I, O>> seats = new ArrayList<>();
    private final CompletableFuture<Void> allReady = new CompletableFuture<>();
    private final AtomicInteger seatsToStart;
    private final AtomicInteger deathsInARow = new AtomicInteger();
    private final LongAdder succeeded = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder workersStarted = new LongAdder();
    private final LongAdder workersDied = new LongAdder();

    private volatile @Nullable ProcessPoolException rejection;
    private volatile boolean stopping;
    private volatile boolean killed;
    private volatile @Nullable WorkerCloseException closeFailure;

    private ProcessPool(ProcessPoolConfig config, Registration<I, O> registration) throws IOException {
        this.config = config;
        this.registration = registration;
        this.admission = new Admission(config.queueCapacity());
        this.seatsToStart = new AtomicInteger(config.workers());
        this.directory = RunDirectory.create();
        var surroundings = new Seat.Surroundings(directory, new UnixTransport(), new Spawn(config, directory));
        for (int i = 0; i < config.workers(); i++) {
            seats.add(new Seat<>(this, config, registration, surroundings, i));
        }
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
            pool.seats.forEach(Thread::start);
            pool.allReady.get();
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
            failed.increment();
            completion.failed(new PayloadException("the input cannot be encoded: " + e.getMessage(), e));
            return;
        }
        if (task.input.remaining() > config.maxPayload()) {
            failed.increment();
            completion.failed(new PayloadException(
                    "the input takes " + task.input.remaining() + " bytes, and maxPayload is " + config.maxPayload()
                            + ": raise that",
                    null));
            return;
        }
        admission.enter(!(Thread.currentThread() instanceof Seat<?, ?>));
        ProcessPoolException refusal = rejection;
        if (refusal != null) {
            failed(task, refusal);
            return;
        }
        backlog.add(task);
        if (killed) {
            failBacklog();
        } else {
            wakeIdle();
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

    public PoolStatistics statistics() {
        return new PoolStatistics(
                admission.unfinished(), succeeded.sum(), failed.sum(), workersStarted.sum(), workersDied.sum());
    }

    /** The JVMs of the workers that are ready now. */
    public List<WorkerJvm> workers() {
        return seats.stream().map(Seat::jvm).filter(Objects::nonNull).toList();
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
        reject(new PoolClosedException("the pool is closed", null));
        try {
            admission.awaitNone();
            stopping = true;
            seats.forEach(Seat::nudge);
            for (Seat<I, O> seat : seats) {
                seat.join();
            }
        } catch (InterruptedException e) {
            shutdownNow();
            Thread.currentThread().interrupt();
            return;
        }
        removeDirectory();
        WorkerCloseException failure = closeFailure;
        if (failure != null) {
            throw failure;
        }
    }

    /** Kills all workers; unfinished tasks fail with {@link PoolClosedException}. Returns within seconds. */
    public void shutdownNow() {
        refuseOwnThread();
        kill(new PoolClosedException("the pool was shut down before the task had ended", null));
        boolean interrupted = Thread.interrupted();
        long deadline = System.nanoTime() + JOIN_MILLIS * 1_000_000;
        for (Seat<I, O> seat : seats) {
            while (seat.isAlive() && System.nanoTime() - deadline < 0) {
                try {
                    seat.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        removeDirectory();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void refuseOwnThread() {
        if (Thread.currentThread() instanceof Seat<?, ?>) {
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

    private synchronized void reject(ProcessPoolException reason) {
        if (rejection == null) {
            rejection = reason;
        }
    }

    private void kill(ProcessPoolException reason) {
        reject(reason);
        stopping = true;
        killed = true;
        allReady.completeExceptionally(reason);
        seats.forEach(Seat::killWorker);
        failBacklog();
    }

    private void failBacklog() {
        Submission<O> task;
        while ((task = backlog.poll()) != null) {
            failed(task, reasonToFail());
        }
    }

    private ProcessPoolException reasonToFail() {
        ProcessPoolException reason = rejection;
        return reason != null ? reason : new PoolClosedException("the pool is closed", null);
    }

    private void wakeIdle() {
        for (Seat<I, O> seat : seats) {
            Link<O> link = seat.link();
            if (link != null && link.hasIdleSlot()) {
                link.pump();
                if (backlog.size() == 0) {
                    return;
                }
            }
        }
    }

    // What follows is called by the seats.

    Backlog<O> backlog() {
        return backlog;
    }

    boolean wantsWorkers() {
        return !stopping;
    }

    boolean isStopping() {
        return stopping;
    }

    void workerReady(boolean first) {
        workersStarted.increment();
        if (first && seatsToStart.decrementAndGet() == 0) {
            allReady.complete(null);
        }
    }

    void workerNotStarted(WorkerStartException failure) {
        if (!stopping) {
            countDeath(failure);
        }
    }

    void workerDied(WorkerDiedException death, List<Submission<O>> left, long begun) {
        if (!killed) {
            workersDied.increment();
            countDeath(death);
        }
        for (Submission<O> task : left.reversed()) {
            if (killed) {
                failed(task, reasonToFail());
            } else if (task.number <= begun) {
                failed(task, death);
            } else {
                backlog.addFirst(task);
            }
        }
        if (killed) {
            failBacklog();
        } else {
            wakeIdle();
        }
    }

    private void countDeath(ProcessPoolException cause) {
        if (deathsInARow.incrementAndGet() >= config.maxDeaths()) {
            giveUp(cause);
        }
    }

    void giveUp(ProcessPoolException cause) {
        allReady.completeExceptionally(cause);
        kill(new PoolBrokenException("the pool has given up: " + cause.getMessage(), cause));
    }

    void closeFailed(WorkerCloseException failure) {
        if (!killed) {
            closeFailure = failure;
        }
    }

    void succeeded(Submission<O> task, O output, long busyNanos) {
        resetDeaths();
        succeeded.increment();
        try {
            task.completion.succeeded(output, busyNanos);
        } catch (Throwable e) {
            reportCallback(e);
        } finally {
            admission.leave();
        }
    }

    void failed(Submission<O> task, ProcessPoolException cause) {
        failed.increment();
        if (!(cause instanceof WorkerDiedException)) {
            resetDeaths();
        }
        try {
            task.completion.failed(cause);
        } catch (Throwable e) {
            reportCallback(e);
        } finally {
            admission.leave();
        }
    }

    private void resetDeaths() {
        if (deathsInARow.get() != 0) { // a write for each task would be felt
            deathsInARow.set(0);
        }
    }

    private static void reportCallback(Throwable e) {
        Thread current = Thread.currentThread();
        current.getUncaughtExceptionHandler().uncaughtException(current, e);
    }
}
