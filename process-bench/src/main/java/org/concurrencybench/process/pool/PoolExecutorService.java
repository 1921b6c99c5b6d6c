package org.concurrencybench.process.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.concurrencybench.process.api.ProcessPoolException;

/** See {@link ProcessPool#asExecutorService}. */
final class PoolExecutorService<O> implements ExecutorService {
    private final ProcessPool<?, O> pool;
    private final TaskTracker tracker;

    PoolExecutorService(ProcessPool<?, O> pool, TaskTracker tracker) {
        this.pool = pool;
        this.tracker = tracker;
    }

    private static <T> PoolCall<T> requireCall(Callable<T> task) {
        if (task instanceof PoolCall<T> call) {
            return call;
        }
        throw foreign(task);
    }

    private static PoolCall<?> requireCall(Runnable task) {
        if (task instanceof PoolCall.Action action) {
            return action.call();
        }
        throw foreign(task);
    }

    private static RejectedExecutionException foreign(Object task) {
        return new RejectedExecutionException("a " + task.getClass().getName()
                + " cannot cross to another process: hand over what ProcessPool.call(input) gives");
    }

    private <T> CompletableFuture<T> start(PoolCall<T> call) {
        ProcessPoolException refusal = tracker.refusal();
        if (refusal != null) {
            throw new RejectedExecutionException(refusal);
        }
        try {
            return call.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException("interrupted while waiting for room in the pool", e);
        }
    }

    @Override
    public <T> Future<T> submit(Callable<T> task) {
        return start(requireCall(task));
    }

    @Override
    public Future<?> submit(Runnable task) {
        return start(requireCall(task));
    }

    @Override
    public <T> Future<T> submit(Runnable task, T result) {
        CompletableFuture<?> future = start(requireCall(task));
        CompletableFuture<T> replaced = future.thenApply(output -> result);
        var unused = replaced.whenComplete((output, failure) -> {
            if (failure instanceof CancellationException) {
                future.cancel(true);
            }
        });
        return replaced;
    }

    @Override
    public void execute(Runnable command) {
        var unused = start(requireCall(command)).whenComplete((output, failure) -> {
            if (failure != null) {
                Thread current = Thread.currentThread();
                current.getUncaughtExceptionHandler().uncaughtException(current, failure);
            }
        });
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) throws InterruptedException {
        return invokeAll(tasks, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException {
        Deadline deadline = new Deadline(unit.toNanos(timeout));
        List<CompletableFuture<T>> futures = startAll(tasks, deadline);
        try {
            for (CompletableFuture<T> future : futures) {
                try {
                    future.get(deadline.left(), TimeUnit.NANOSECONDS);
                } catch (ExecutionException | CancellationException e) {
                    // the future reports that
                } catch (TimeoutException e) {
                    break;
                }
            }
        } finally {
            futures.forEach(future -> future.cancel(true));
        }
        return List.copyOf(futures);
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks) throws InterruptedException, ExecutionException {
        try {
            return invokeAny(tasks, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("there was no limit", e);
        }
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("invokeAny needs at least one task");
        }
        Deadline deadline = new Deadline(unit.toNanos(timeout));
        List<CompletableFuture<T>> futures = startAll(tasks, deadline);
        BlockingQueue<CompletableFuture<T>> ended = new LinkedBlockingQueue<>();
        for (CompletableFuture<T> future : futures) {
            var unused = future.whenComplete((output, failure) -> ended.add(future));
        }
        try {
            for (int left = futures.size(); ; left--) {
                CompletableFuture<T> next = ended.poll(deadline.left(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    throw new TimeoutException("no task has ended well within the limit");
                }
                try {
                    return next.get();
                } catch (ExecutionException e) {
                    if (left == 1) {
                        throw e;
                    }
                } catch (CancellationException e) { // it never got in, which takes the whole limit
                    throw new TimeoutException("there was no room for all tasks within the limit");
                }
            }
        } finally {
            futures.forEach(future -> future.cancel(true));
        }
    }

    /** Starts what finds room in time; the others are cancelled from the start. */
    private <T> List<CompletableFuture<T>> startAll(Collection<? extends Callable<T>> tasks, Deadline deadline)
            throws InterruptedException {
        List<PoolCall<T>> calls = new ArrayList<>();
        for (Callable<T> task : tasks) {
            calls.add(requireCall(task));
        }
        ProcessPoolException refusal = tracker.refusal();
        if (refusal != null) {
            throw new RejectedExecutionException(refusal);
        }
        List<CompletableFuture<T>> futures = new ArrayList<>();
        try {
            for (PoolCall<T> call : calls) {
                futures.add(call.start(deadline.left()).orElseGet(PoolExecutorService::cancelled));
            }
        } catch (InterruptedException e) {
            futures.forEach(future -> future.cancel(true));
            throw e;
        }
        return futures;
    }

    private static <T> CompletableFuture<T> cancelled() {
        CompletableFuture<T> future = new CompletableFuture<>();
        future.cancel(false);
        return future;
    }

    private record Deadline(long start, long nanos) {
        Deadline(long nanos) {
            this(System.nanoTime(), nanos);
        }

        long left() {
            return nanos - (System.nanoTime() - start);
        }
    }

    @Override
    public void shutdown() {
        pool.shutdown();
    }

    /**
     * Kills all workers. No call is given back: the futures of all that are unfinished fail, so each is accounted for.
     */
    @Override
    public List<Runnable> shutdownNow() {
        pool.shutdownNow();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return pool.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return pool.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return pool.awaitTermination(Duration.ofNanos(unit.toNanos(timeout)));
    }
}
