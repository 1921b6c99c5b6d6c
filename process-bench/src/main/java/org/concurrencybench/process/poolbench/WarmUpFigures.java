package org.concurrencybench.process.poolbench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.process.ProcessPoolModel;
import org.jspecify.annotations.Nullable;

/**
 * How soon a fresh pool of two workers in a fresh JVM gets as fast as it will be, as one line of JSON. Arguments: id of
 * a workload, tasks in a batch, seconds, and the start method if it is not {@code spawn}. The workers' JVM arguments
 * come from the system property {@value ProcessPoolModel#JVM_ARGUMENTS}. Run in turn, each time in a JVM of its own, it
 * compares two builds.
 *
 * <p>Time per task is taken in windows of {@value #WINDOW_MILLIS} ms. The plateau is the median of those in the last
 * two seconds. The pool counts as warm from the first window on after which no median of five is more than 10 % above
 * the plateau. {@code lost_s} is how much longer all tasks took than they would have at the plateau, which a late
 * disturbance hardly changes.
 */
final class WarmUpFigures {
    private static final int WINDOW_MILLIS = 50;
    private static final long WINDOW_NANOS = WINDOW_MILLIS * 1_000_000L;
    private static final int PLATEAU_WINDOWS = 2000 / WINDOW_MILLIS;
    private static final int MANY = 10_000;
    private static final int SMOOTHED = 5;
    private static final double TOLERANCE = 1.1;

    private WarmUpFigures() {}

    public static void main(String[] args) throws Exception {
        Workload<?, ?> workload =
                Catalog.load(WarmUpFigures.class.getClassLoader()).workload(args[0]);
        run(workload, Integer.parseInt(args[1]), Integer.parseInt(args[2]), args.length > 3 ? args[3] : "spawn");
    }

    private static <I, O> void run(Workload<I, O> workload, int size, int seconds, String start) throws Exception {
        Values parameters = Values.of(workload.id(), workload.parameters(), Map.of());
        ConfiguredWorkload<I, O> configured = new ConfiguredWorkload<>(workload, parameters, Map.of());
        workload.open(configured.jvmContext(1));
        ProcessPoolModel model = new ProcessPoolModel();
        Settings settings = new Settings(2, 2, Values.of(model.id(), model.settings(), Map.of("start", start)));
        Batch<I, O> batch = new Batch<>(workload, size);
        long begin = System.nanoTime();
        try (Session<I, O> session = model.open(configured, settings)) {
            batch.run(session, 1);
            print(workload.id(), System.nanoTime() - begin, measure(batch, session, seconds));
            List<CompilerTime> compilers = CompilerTime.ofAll();
            System.out.printf(Locale.ROOT, ", \"compilers_s\": %s}%n", compilers);
        }
    }

    /** Nanoseconds since the start at the end of each batch. */
    private static <I, O> Batches measure(Batch<I, O> batch, Session<I, O> session, int seconds) throws Exception {
        long[] ends = new long[1 << 20];
        int count = 0;
        long begin = System.nanoTime();
        while (count < ends.length && (count == 0 || ends[count - 1] < seconds * 1_000_000_000L)) {
            batch.run(session, batch.size());
            ends[count++] = System.nanoTime() - begin;
        }
        return new Batches(Arrays.copyOf(ends, count), batch.size());
    }

    private static void print(String workload, long startNanos, Batches batches) {
        double[] windows = batches.windows();
        double plateau = median(Arrays.copyOfRange(windows, windows.length - PLATEAU_WINDOWS, windows.length));
        int warm = windows.length;
        while (warm > 0 && smoothed(windows, warm - 1) <= TOLERANCE * plateau) {
            warm--;
        }
        double lost = 0;
        for (double window : windows) {
            lost += (1 - plateau / window) * WINDOW_MILLIS / 1000;
        }
        System.out.printf(
                Locale.ROOT,
                "{\"workload\": \"%s\", \"start_ms\": %.1f, \"warm_s\": %.2f, \"lost_s\": %.3f, \"first_10000_s\": %.3f,"
                        + " \"plateau_us\": %.3f, \"windows_us\": %s",
                workload,
                startNanos / 1e6,
                warm * WINDOW_MILLIS / 1000.0,
                lost,
                batches.secondsFor(MANY),
                plateau,
                Arrays.stream(windows)
                        .mapToObj(window -> String.format(Locale.ROOT, "%.2f", window))
                        .toList());
    }

    private static double smoothed(double[] windows, int middle) {
        int from = Math.max(0, Math.min(middle - SMOOTHED / 2, windows.length - SMOOTHED));
        return median(Arrays.copyOfRange(windows, from, from + SMOOTHED));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /** When batches of {@code size} tasks ended, in nanoseconds. */
    private static final class Batches {
        private final long[] ends;
        private final int size;

        Batches(long[] ends, int size) {
            this.ends = ends;
            this.size = size;
        }

        /** Microseconds per task in each whole window; a batch counts for each of them by its share. */
        double[] windows() {
            int count = (int) (ends[ends.length - 1] / WINDOW_NANOS);
            double[] tasks = new double[count];
            long begin = 0;
            for (long end : ends) {
                for (int window = (int) (begin / WINDOW_NANOS); window < count; window++) {
                    long from = Math.max(begin, window * WINDOW_NANOS);
                    long to = Math.min(end, (window + 1) * WINDOW_NANOS);
                    if (to <= from) {
                        break;
                    }
                    tasks[window] += (double) size * (to - from) / (end - begin);
                }
                begin = end;
            }
            return Arrays.stream(tasks).map(done -> WINDOW_MILLIS * 1000 / done).toArray();
        }

        double secondsFor(int tasks) {
            return ends[Math.min(ends.length, (tasks + size - 1) / size) - 1] / 1e9;
        }
    }

    /** Tasks that are handed over together, and all awaited, as the suite does it. */
    private static final class Batch<I, O> {
        private final Workload<I, O> workload;
        private final Item[] tasks;
        private final AtomicInteger remaining = new AtomicInteger();
        private final Thread driver = Thread.currentThread();
        private final long[] digests;
        private volatile @Nullable Throwable failure;

        Batch(Workload<I, O> workload, int size) {
            this.workload = workload;
            digests = new long[size];
            @SuppressWarnings({"unchecked", "rawtypes"
            }) // arrays of inner classes of generic ones cannot be made otherwise
            Item[] made = (Item[]) new Batch.Item[size];
            Arrays.setAll(made, index -> new Item(index, workload.input(index)));
            tasks = made;
        }

        int size() {
            return tasks.length;
        }

        void run(Session<I, O> session, int count) throws InterruptedException {
            remaining.set(count);
            for (int index = 0; index < count; index++) {
                session.submit(tasks[index]);
            }
            session.flush();
            while (remaining.get() > 0) {
                LockSupport.park(this);
            }
            if (failure != null) {
                throw new IllegalStateException("a task failed", failure);
            }
        }

        private final class Item implements Task<I, O> {
            private final int index;
            private final I input;

            Item(int index, I input) {
                this.index = index;
                this.input = input;
            }

            @Override
            public I input() {
                return input;
            }

            @Override
            public void succeeded(O output, long busyNanos) {
                digests[index] = workload.digest(output);
                completed();
            }

            @Override
            public void failed(Throwable cause) {
                failure = cause;
                completed();
            }

            private void completed() {
                if (remaining.decrementAndGet() == 0) {
                    LockSupport.unpark(driver);
                }
            }
        }
    }
}
