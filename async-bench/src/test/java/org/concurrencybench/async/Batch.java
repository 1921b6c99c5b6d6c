package org.concurrencybench.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.api.Workload;

/** Tasks that were handed to a session together, and what became of each. */
final class Batch<I, O> {
    private final List<Outcome<I, O>> outcomes = new ArrayList<>();
    private final CountDownLatch open;

    private Batch(Workload<I, O> workload, int tasks) {
        open = new CountDownLatch(tasks);
        for (int index = 0; index < tasks; index++) {
            outcomes.add(new Outcome<>(workload, workload.input(index), open));
        }
    }

    /** Hands {@code tasks} tasks over, without waiting for them. */
    static <I, O> Batch<I, O> submit(Session<I, O> session, Workload<I, O> workload, int tasks)
            throws InterruptedException {
        Batch<I, O> batch = new Batch<>(workload, tasks);
        for (Outcome<I, O> outcome : batch.outcomes) {
            session.submit(outcome);
        }
        session.flush();
        return batch;
    }

    /** Waits until all have completed. */
    Batch<I, O> await() throws InterruptedException {
        assertTrue(open.await(60, TimeUnit.SECONDS), () -> open.getCount() + " tasks have not completed");
        outcomes.forEach(outcome -> assertEquals(1, outcome.completions.get(), "completed more than once"));
        return this;
    }

    List<Long> digests() {
        return outcomes.stream().map(Outcome::digest).toList();
    }

    Throwable failure(int index) {
        return outcomes.get(index).failure;
    }

    long busyNanos(int index) {
        return outcomes.get(index).busyNanos;
    }

    private static final class Outcome<I, O> implements Task<I, O> {
        private final Workload<I, O> workload;
        private final I input;
        private final CountDownLatch open;
        private final AtomicInteger completions = new AtomicInteger();
        private volatile long digest;
        private volatile long busyNanos = -1;
        private volatile Throwable failure;

        Outcome(Workload<I, O> workload, I input, CountDownLatch open) {
            this.workload = workload;
            this.input = input;
            this.open = open;
        }

        @Override
        public I input() {
            return input;
        }

        @Override
        public void succeeded(O output, long busyNanos) {
            digest = workload.digest(output);
            this.busyNanos = busyNanos;
            complete();
        }

        @Override
        public void failed(Throwable cause) {
            failure = cause;
            complete();
        }

        private void complete() {
            completions.incrementAndGet();
            open.countDown();
        }

        private long digest() {
            if (failure != null) {
                throw new AssertionError("a task failed", failure);
            }
            return digest;
        }
    }
}
