package org.concurrencybench.core.jmh;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.api.Workload;
import org.jspecify.annotations.Nullable;

/**
 * N tasks handed over together and all awaited, again and again. The same submission loop and the same latch serve every model.
 *
 * <p>Design note. A completing thread writes digest and busy time of its task into slots of its own and then counts down, so
 * completion costs one contended atomic operation whatever the model. The driver, which alone reads the slots, does so after it has
 * seen the counter at zero: the decrements order the writes before it. Nothing is allocated per batch.
 */
final class Batch<I, O> {
    private static final long DIGEST_NANOS = 5_000_000;
    /** Stands for the busy time of a task that has not completed in this batch. */
    private static final long PENDING = -1;

    /** Where digests that are only timed go, so that the compiler cannot leave them out. */
    static volatile long digestSink;

    private final Workload<I, O> workload;
    private final BatchTask[] tasks;
    private final long[] digests;
    private final long[] busyNanos;
    private final AtomicInteger remaining = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Expectation expectation;
    private volatile @Nullable Thread driver;
    private volatile @Nullable O sample;
    private long busyTotal;

    Batch(Workload<I, O> workload, int tasks, Expectation expectation) {
        this.workload = workload;
        this.expectation = expectation;
        this.digests = new long[tasks];
        this.busyNanos = new long[tasks];
        Arrays.fill(busyNanos, PENDING);
        @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of inner classes of generic ones cannot be made otherwise
        BatchTask[] made = (BatchTask[]) new Batch.BatchTask[tasks];
        Arrays.setAll(made, index -> new BatchTask(index, workload.input(index)));
        this.tasks = made;
    }

    int size() {
        return tasks.length;
    }

    /** Nanoseconds that the tasks of the last batch were running, waits included. */
    long busyNanos() {
        return busyTotal;
    }

    /**
     * Runs all tasks once.
     *
     * @return the combined digest of their outputs
     * @throws TaskFailedException when a task failed
     * @throws WrongResultException when an output is not the expected one
     */
    long run(Session<I, O> session) throws InterruptedException {
        return run(session, tasks.length);
    }

    /** Runs the first {@code count} tasks once. */
    long run(Session<I, O> session, int count) throws InterruptedException {
        driver = Thread.currentThread();
        remaining.set(count);
        for (int index = 0; index < count; index++) {
            session.submit(tasks[index]);
        }
        session.flush();
        while (remaining.get() > 0) {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                throw new InterruptedException(
                        "interrupted with " + remaining.get() + " of " + count + " tasks still to complete");
            }
        }
        Throwable failed = failure.get();
        if (failed != null) {
            throw new TaskFailedException(failed);
        }
        long combined = 0;
        long busy = 0;
        for (int index = 0; index < count; index++) {
            if (busyNanos[index] == PENDING) {
                throw new WrongResultException(
                        "task " + index + " was never completed: the model completed another one in its place");
            }
            combined += Expectation.mix(index, digests[index]);
            busy += busyNanos[index];
            busyNanos[index] = PENDING; // else the digest of this batch would vouch for a task that the next one loses
        }
        busyTotal = busy;
        Optional<String> difference = expectation.difference(combined, digests, count);
        if (difference.isPresent()) {
            throw new WrongResultException(difference.get());
        }
        return combined;
    }

    /** Nanoseconds that digesting one output takes, measured alone on the output of task 0, which must have run. */
    double digestNanos() {
        O output = sample;
        if (output == null) {
            return 0; // a workload may return nothing
        }
        long begin = System.nanoTime();
        long sink = 0;
        int count = 0;
        while (System.nanoTime() - begin < DIGEST_NANOS) {
            for (int repeat = 0; repeat < 64; repeat++) {
                sink += workload.digest(output);
            }
            count += 64;
        }
        double nanos = (double) (System.nanoTime() - begin) / count;
        digestSink = sink;
        return nanos;
    }

    private void completed() {
        int left = remaining.decrementAndGet();
        if (left == 0) {
            LockSupport.unpark(driver);
        } else if (left < 0) {
            failure.compareAndSet(null, new IllegalStateException("the model completed a task twice"));
        }
    }

    private final class BatchTask implements Task<I, O> {
        private final int index;
        private final I input;

        BatchTask(int index, I input) {
            this.index = index;
            this.input = input;
        }

        @Override
        public I input() {
            return input;
        }

        @Override
        public void succeeded(O output, long nanos) {
            try {
                digests[index] = workload.digest(output);
                busyNanos[index] = nanos;
                if (index == 0) {
                    sample = output;
                }
            } catch (Throwable e) {
                failure.compareAndSet(null, new DigestFailedException(index, e));
            }
            completed();
        }

        @Override
        public void failed(Throwable cause) {
            failure.compareAndSet(null, cause);
            completed();
        }
    }
}
