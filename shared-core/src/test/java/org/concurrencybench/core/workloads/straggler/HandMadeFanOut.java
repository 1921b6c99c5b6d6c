package org.concurrencybench.core.workloads.straggler;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.concurrencybench.core.api.FanOut;
import org.concurrencybench.core.api.TaskContext;

/** A thread for each part; what becomes of the parts that have not ended when a call ends is the test's choice. */
final class HandMadeFanOut implements FanOut, TaskContext, AutoCloseable {
    enum Manner {
        /** Interrupts them and waits until they have stopped. */
        WAITS,
        /** Lets them run on. */
        LETS_RUN
    }

    private final Manner manner;
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

    HandMadeFanOut(Manner manner) {
        this.manner = manner;
    }

    @Override
    public <T> List<T> all(List<? extends Callable<? extends T>> parts, Duration timeout) throws Exception {
        Call<T> call = new Call<>(parts);
        try {
            long deadline = System.nanoTime() + timeout.toNanos();
            for (int i = 0; i < parts.size(); i++) {
                call.next(deadline).get();
            }
            List<T> outputs = new ArrayList<>();
            for (FutureTask<T> part : call.parts) {
                outputs.add(part.get());
            }
            return outputs;
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        } finally {
            call.end();
        }
    }

    @Override
    public <T> T first(List<? extends Callable<? extends T>> parts, Duration timeout) throws Exception {
        Call<T> call = new Call<>(parts);
        try {
            long deadline = System.nanoTime() + timeout.toNanos();
            for (int i = 1; i < parts.size(); i++) {
                try {
                    return call.next(deadline).get();
                } catch (ExecutionException e) {
                    // another one may succeed
                }
            }
            return call.next(deadline).get();
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        } finally {
            call.end();
        }
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public <C> C capability(Class<C> type) {
        return type.cast(this);
    }

    /** Waits for the parts that were let run. */
    @Override
    public void close() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private final class Call<T> {
        private final List<FutureTask<T>> parts = new ArrayList<>();
        private final BlockingQueue<FutureTask<T>> ended = new LinkedBlockingQueue<>();
        private final List<Thread> own = new ArrayList<>();
        private volatile boolean over;

        Call(List<? extends Callable<? extends T>> callables) {
            for (Callable<? extends T> callable : callables) {
                parts.add(new FutureTask<>(() -> run(callable)) {
                    @Override
                    protected void done() {
                        ended.add(this);
                    }
                });
            }
            parts.forEach(part -> own.add(new Thread(part)));
            own.forEach(Thread::start);
            threads.addAll(own);
        }

        private T run(Callable<? extends T> callable) throws Exception {
            if (over) {
                throw new CancellationException("not started");
            }
            return callable.call();
        }

        FutureTask<T> next(long deadline) throws InterruptedException, TimeoutException {
            FutureTask<T> next = ended.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new TimeoutException("parts have not ended");
            }
            return next;
        }

        void end() throws InterruptedException {
            over = true;
            if (manner == Manner.WAITS) {
                own.forEach(Thread::interrupt);
                for (Thread thread : own) {
                    thread.join();
                }
            }
        }
    }
}
