package org.concurrencybench.core.jmh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.diagnosis.Causes;
import org.concurrencybench.core.diagnosis.DiagnosedException;
import org.concurrencybench.core.diagnosis.Nulls;
import org.jspecify.annotations.Nullable;

/**
 * N tasks handed over together and all awaited, again and again. The same submission loop and the same latch serve
 * every model.
 *
 * @implNote A completing thread writes digest and busy time of its task into slots of its own and then counts down, so
 *     completion costs one contended atomic operation whatever the model. The driver, which alone reads the slots, does
 *     so after it has seen the counter at zero: the decrements order the writes before it. Nothing is allocated per
 *     batch. A workload without figures and labels pays for them with one branch a task.
 */
final class Batch<I, O> {
    private static final long DIGEST_NANOS = 5_000_000;
    /** Stands for the busy time of a task that has not completed in this batch. */
    private static final long PENDING = -1;

    private static final String RUN = "run()";
    private static final String FIGURES = "figuresOf()";
    private static final String DIGEST = "digest()";

    private static final double[] NONE = {};

    /** Where digests that are only timed go, so that the compiler cannot leave them out. */
    static volatile long digestSink;

    private final Workload<I, O> workload;
    private final BatchTask[] tasks;
    private final long[] digests;
    private final long[] busyNanos;
    private final AtomicInteger remaining = new AtomicInteger();
    private final AtomicReference<@Nullable Failed> failure = new AtomicReference<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final Expectation expectation;
    private final @Nullable BatchFigures<I, O> figures;
    private volatile @Nullable Thread driver;
    private volatile @Nullable O sample;
    private long busyTotal;

    /**
     * A batch of {@code tasks}, whose inputs are made here.
     *
     * @throws DiagnosedException when an input cannot be made or is null, or the workload's figures or labels are
     *     refused
     */
    Batch(Workload<I, O> workload, int tasks, Expectation expectation) throws DiagnosedException {
        this.workload = workload;
        this.expectation = expectation;
        this.digests = new long[tasks];
        this.busyNanos = new long[tasks];
        Arrays.fill(busyNanos, PENDING);
        @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of inner classes of generic ones cannot be made otherwise
        BatchTask[] made = (BatchTask[]) new Batch.BatchTask[tasks];
        List<I> inputs = new ArrayList<>(tasks);
        for (int index = 0; index < tasks; index++) {
            I input = input(workload, index);
            made[index] = new BatchTask(index, input);
            inputs.add(input);
        }
        this.tasks = made;
        this.figures = BatchFigures.of(workload, inputs);
    }

    private static <I> I input(Workload<I, ?> workload, int index) throws DiagnosedException {
        I input;
        try {
            input = workload.input(index);
        } catch (Throwable e) {
            throw new DiagnosedException(
                    Causes.of("input(" + index + ")", e, "correct input() for index " + index + "."), e);
        }
        Nulls.checkInput(workload, input, index);
        return input;
    }

    int size() {
        return tasks.length;
    }

    /** Nanoseconds that the tasks of the last batch were running, waits included. */
    long busyNanos() {
        return busyTotal;
    }

    /** Names of what {@link #figureSums} sums; empty for a workload without figures and labels. */
    List<String> figureNames() {
        return figures == null ? List.of() : figures.names();
    }

    /** The sums of the last batch. */
    double[] figureSums() {
        return figures == null ? NONE : figures.sums();
    }

    /**
     * Runs all tasks once.
     *
     * @return the combined digest of their outputs
     * @throws BatchFailedException when a task failed
     * @throws WrongResultException when an output is not the expected one
     */
    long run(Session<I, O> session) throws InterruptedException {
        return run(session, tasks.length);
    }

    /** Runs the first {@code count} tasks once. */
    long run(Session<I, O> session, int count) throws InterruptedException {
        driver = Thread.currentThread();
        remaining.set(count);
        if (figures != null) {
            figures.begin();
        }
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
        Failed failed = failure.get();
        if (failed != null) {
            throw new BatchFailedException(
                    new FailedTask(failed.index(), failed.what(), failed.cause(), Math.max(1, failures.get()), count));
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
        if (figures != null) {
            figures.end(count);
        }
        expectation.check(combined, digests, count);
        return combined;
    }

    /** What input {@code index} is, as it has become. */
    I input(int index) {
        return tasks[index].input();
    }

    /** Checks one output by itself, as those of a batch are checked together. */
    void check(int index, O output) throws DiagnosedException {
        Nulls.checkOutput(workload, output);
        expectation.check(index, workload.digest(output));
    }

    /** Whether the workload itself says the digest of output {@code index}. */
    boolean isGiven(int index) {
        return expectation.isGiven(index);
    }

    /** How many tasks have not completed yet. */
    int remaining() {
        return Math.max(0, remaining.get());
    }

    /**
     * The digest of task {@code index}, run alone through {@code session}; empty when it fails or takes longer than
     * {@code limit}.
     */
    OptionalLong alone(Session<I, O> session, int index, Duration limit) throws InterruptedException {
        failure.set(null);
        driver = Thread.currentThread();
        remaining.set(1);
        long end = System.nanoTime() + limit.toNanos();
        session.submit(tasks[index]);
        session.flush();
        while (remaining.get() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(this, end - System.nanoTime());
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while task " + index + " ran alone");
            }
        }
        return remaining.get() == 0 && failure.get() == null ? OptionalLong.of(digests[index]) : OptionalLong.empty();
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
            failure.compareAndSet(
                    null, new Failed(0, "the model", new IllegalStateException("the model completed a task twice")));
        }
    }

    private void failed(int index, String what, Throwable cause) {
        failures.incrementAndGet();
        failure.compareAndSet(null, new Failed(index, what, cause));
        completed();
    }

    /** The first failure; {@code what} failed of which task. */
    private record Failed(int index, String what, Throwable cause) {}

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
            String step = RUN;
            try {
                Nulls.checkOutput(workload, output);
                if (figures != null) {
                    step = FIGURES;
                    figures.succeeded(index, output);
                }
                step = DIGEST;
                digests[index] = workload.digest(output);
                busyNanos[index] = nanos;
                if (index == 0) {
                    sample = output;
                }
            } catch (Throwable e) {
                Batch.this.failed(index, step, e);
                return;
            }
            completed();
        }

        @Override
        public void failed(Throwable cause) {
            Batch.this.failed(index, RUN, cause);
        }
    }
}
