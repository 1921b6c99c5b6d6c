package org.concurrencybench.core.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Task;
import org.jspecify.annotations.Nullable;

/**
 * Submits tasks when they are due, not when earlier ones have completed: what a model keeps waiting is seen in full. A
 * task that cannot be submitted in time, since {@code submit} holds the driver or the driver was late, is submitted as
 * soon as that is possible, and its latency counts from when it was due all the same.
 *
 * @implNote Completing threads write into slots of their own task, so that they contend for one counter alone. The
 *     histogram is filled by the driver at the end.
 * @param <I> what a task is given
 * @param <O> what a task returns
 */
public final class OpenLoop<I, O> {
    /** With more labels than this they are no kinds of tasks. */
    private static final int MOST_LABELS = 16;

    private static final long PENDING = Long.MIN_VALUE;
    private static final long REFUSED = Long.MAX_VALUE;
    private static final long NOT_SUBMITTED = -1;

    private final Session<I, O> session;
    private final List<I> inputs;
    private final List<String> labels;
    private final OutputCheck<O> check;
    private final LoadClock clock;
    private final int mostOutstanding;

    private final AtomicInteger outstanding = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicReference<@Nullable Failed> failure = new AtomicReference<>();
    private volatile boolean over;
    private long busyNanos;

    /**
     * A loop over {@code inputs}, one after the other and again from the first.
     *
     * @param labels of the inputs: {@link org.concurrencybench.core.api.Workload#label}
     * @param mostOutstanding tasks that have not ended; one more is refused
     */
    public OpenLoop(
            Session<I, O> session,
            List<I> inputs,
            List<String> labels,
            OutputCheck<O> check,
            LoadClock clock,
            int mostOutstanding) {
        if (inputs.isEmpty() || labels.size() != inputs.size()) {
            throw new IllegalArgumentException(
                    "there are " + inputs.size() + " inputs and " + labels.size() + " labels: as many, and 1 or more");
        }
        this.session = session;
        this.inputs = List.copyOf(inputs);
        this.labels = List.copyOf(labels);
        this.check = check;
        this.clock = clock;
        this.mostOutstanding = mostOutstanding;
    }

    /** The first failure, with the index of the task's input. */
    private record Failed(int input, Throwable cause) {}

    /** Tasks of a run: when they completed, what they took, and how late they were submitted. */
    private static final class Slots {
        final AtomicLongArray completed;
        final long[] service;
        final long[] lag;

        Slots(int tasks) {
            completed = new AtomicLongArray(tasks);
            service = new long[tasks];
            lag = new long[tasks];
            for (int task = 0; task < tasks; task++) {
                completed.set(task, PENDING);
            }
            Arrays.fill(lag, NOT_SUBMITTED);
        }
    }

    /**
     * Offers {@code load} and waits for its tasks, for the timeout at most; those that have not completed then are left
     * to the session's {@code close}.
     *
     * @throws LoadFailedException when a task fails for another reason than a refusal, or its output is wrong
     */
    public LoadReport run(OfferedLoad load) throws InterruptedException, LoadFailedException {
        ArrivalSchedule schedule = load.schedule();
        Slots slots = new Slots(schedule.size());
        long begin = clock.nanos();
        long end = begin + schedule.length().toNanos();
        long deadline = end + load.timeout().toNanos();
        long blocked = submitAll(schedule, begin, deadline, slots);
        clock.await(() -> outstanding.get() == 0 || failure.get() != null, deadline);
        over = true;
        Failed failed = failure.get();
        if (failed != null) {
            throw new LoadFailedException(failed.input(), failures.get(), failed.cause());
        }
        return report(load, schedule, begin, slots, blocked);
    }

    /** Nanoseconds that the completed tasks of the last run were running, waits included; settling ones too. */
    public long busyNanos() {
        return busyNanos;
    }

    /** Returns the nanoseconds that {@code submit} took. */
    private long submitAll(ArrivalSchedule schedule, long begin, long deadline, Slots slots)
            throws InterruptedException {
        long blocked = 0;
        long free = begin;
        boolean gathered = false;
        for (int task = 0; task < schedule.size() && failure.get() == null; task++) {
            long due = begin + schedule.due(task);
            long now = clock.nanos();
            if (now < due) {
                if (gathered) {
                    session.flush();
                    gathered = false;
                }
                clock.sleepUntil(due);
                now = clock.nanos();
            }
            if (now >= deadline) {
                break; // the rest is too late, whatever becomes of it
            }
            slots.lag[task] = now - Math.max(due, free);
            gathered |= submit(task, slots);
            free = clock.nanos();
            blocked += free - now;
        }
        if (gathered) {
            session.flush();
        }
        return blocked;
    }

    private boolean submit(int task, Slots slots) throws InterruptedException {
        if (outstanding.get() >= mostOutstanding) {
            slots.completed.set(task, REFUSED);
            return false;
        }
        outstanding.incrementAndGet();
        try {
            session.submit(new Arrival(task, slots));
            return true;
        } catch (RejectedExecutionException e) {
            if (slots.completed.compareAndSet(task, PENDING, REFUSED)) {
                outstanding.decrementAndGet();
            }
            return false;
        }
    }

    private LoadReport report(OfferedLoad load, ArrivalSchedule schedule, long begin, Slots slots, long blocked) {
        List<String> parts = parts();
        List<LatencyHistogram> latencies = new ArrayList<>();
        List<LatencyHistogram> services = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            latencies.add(new LatencyHistogram());
            services.add(new LatencyHistogram());
        }
        LatencyHistogram lag = new LatencyHistogram();
        long counted = load.settle().toNanos();
        long end = begin + schedule.length().toNanos();
        int refused = 0;
        int timedOut = 0;
        int late = 0;
        int inTime = 0;
        int unfinished = 0;
        for (int task = 0; task < schedule.size(); task++) {
            long completed = slots.completed.get(task);
            boolean ended = completed != PENDING && completed != REFUSED;
            busyNanos += ended ? slots.service[task] : 0;
            inTime += ended && completed >= begin + counted && completed < end ? 1 : 0;
            unfinished += completed == PENDING || (ended && completed >= end) ? 1 : 0;
            if (schedule.due(task) < counted) {
                continue;
            }
            if (slots.lag[task] != NOT_SUBMITTED) {
                lag.add(slots.lag[task]);
            }
            long latency = completed - begin - schedule.due(task);
            boolean known = ended && latency <= load.timeout().toNanos();
            refused += completed == REFUSED ? 1 : 0;
            timedOut += known || completed == REFUSED ? 0 : 1;
            late += known && latency <= load.limit().toNanos() ? 0 : 1;
            String label = labels.get(task % labels.size());
            for (int part = 0; part < parts.size(); part++) {
                if (part == 0 || parts.get(part).equals(label)) {
                    if (known) {
                        latencies.get(part).add(latency);
                        services.get(part).add(slots.service[task]);
                    } else {
                        latencies.get(part).addEndless();
                    }
                }
            }
        }
        List<LoadReport.Part> shown = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            LatencyHistogram latency = latencies.get(part);
            shown.add(new LoadReport.Part(
                    parts.get(part),
                    latency.all(),
                    latency.completed(),
                    latency.percentiles(),
                    services.get(part).percentiles(),
                    latency.most()));
        }
        LatencyHistogram all = latencies.getFirst();
        return new LoadReport(
                load.rate(),
                load.seed(),
                all.all(),
                all.completed(),
                refused,
                timedOut,
                late,
                unfinished,
                inTime * 1e9 / load.length().toNanos(),
                lag.percentiles(),
                (double) blocked / schedule.length().toNanos(),
                shown);
    }

    /** Of all tasks, then of each label, where there are some. */
    private List<String> parts() {
        List<String> parts = new ArrayList<>(List.of(""));
        TreeSet<String> different = new TreeSet<>(labels);
        if (different.size() > 1 && different.size() <= MOST_LABELS) {
            different.remove("");
            parts.addAll(different);
        }
        return parts;
    }

    /** A task on its way. */
    private final class Arrival implements Task<I, O> {
        private final int task;
        private final int input;
        private final Slots slots;

        Arrival(int task, Slots slots) {
            this.task = task;
            this.input = task % inputs.size();
            this.slots = slots;
        }

        @Override
        public I input() {
            return inputs.get(input);
        }

        @Override
        public void succeeded(O output, long busyNanos) {
            try {
                check.check(input, output);
            } catch (Throwable e) {
                fail(e);
                return;
            }
            slots.service[task] = busyNanos;
            if (slots.completed.compareAndSet(task, PENDING, clock.nanos())) {
                outstanding.decrementAndGet();
            } else {
                fail(new IllegalStateException("the model completed a task twice"));
            }
        }

        @Override
        public void failed(Throwable cause) {
            if (cause instanceof RejectedExecutionException) {
                if (slots.completed.compareAndSet(task, PENDING, REFUSED)) {
                    outstanding.decrementAndGet();
                }
            } else {
                fail(cause);
            }
        }

        private void fail(Throwable cause) {
            if (!over) { // afterwards it is but the session that closes
                failures.incrementAndGet();
                failure.compareAndSet(null, new Failed(input, cause));
            }
        }
    }
}
