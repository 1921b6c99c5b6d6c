package org.concurrencybench.core.jmh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.concurrencybench.core.experiment.WarmUpTrace;

/**
 * How long a trial runs before it is measured: for {@code least} in any case, then until {@link WarmRule} finds it
 * warm, for {@code limit} at most.
 *
 * @param least may be zero
 * @param limit not below {@code least}; zero for no warm-up of the harness's own
 * @param window a window ends with the first batch that is done after this time
 */
record WarmUp(Duration least, Duration limit, Duration window) {
    /**
     * At the limit a trial is warm if it was at one of this many last windows: one noisy window decides nothing. A
     * warm-up of fixed length has its second half for that.
     */
    private static final int LAST_LOOKS = 10;

    /** A batch as it is measured. */
    @FunctionalInterface
    interface Batches {
        void run() throws Exception;
    }

    /** Runs batches of {@code tasks} until the trial is warm or the limit is reached. */
    WarmUpTrace run(Batches batches, int tasks, boolean waits, List<Long> workers) throws Exception {
        if (limit.isZero()) {
            return WarmUpTrace.NONE;
        }
        Course course = new Course(waits, workers);
        do {
            course.window(batches, tasks);
        } while (!isOver(course));
        return course.trace();
    }

    private boolean isOver(Course course) {
        return course.nanos() >= limit.toNanos() || (course.nanos() >= least.toNanos() && course.isWarm());
    }

    private boolean isFixed() {
        return least.equals(limit);
    }

    /** A warm-up as it goes on. */
    private final class Course {
        private final boolean waits;
        private final List<Long> workers;
        private final CompilerTime compilers = new CompilerTime();
        private final List<Double> nanosPerTask = new ArrayList<>();
        private final List<Double> compilerCpus = new ArrayList<>();
        private long compiled;
        private final long begin;
        private long now;
        private double firstWarm = Double.NaN;
        private int lastWarm;
        private WarmRule rule;

        Course(boolean waits, List<Long> workers) {
            this.waits = waits;
            this.workers = workers;
            this.rule = WarmRule.of(waits, window.toNanos() / 1e9);
            compiled = compilers.nanos(workers);
            begin = System.nanoTime();
            now = begin;
        }

        void window(Batches batches, int batch) throws Exception {
            long windowBegin = System.nanoTime();
            long done = 0;
            long elapsed;
            do {
                batches.run();
                done += batch;
                elapsed = System.nanoTime() - windowBegin;
            } while (elapsed < window.toNanos());
            nanosPerTask.add((double) elapsed / done);
            long compiledBefore = compiled;
            long before = now;
            compiled = compilers.nanos(workers);
            now = System.nanoTime();
            compilerCpus.add((double) (compiled - compiledBefore) / (now - before));
            look();
        }

        private void look() {
            double seconds = nanos() / 1e9;
            rule = WarmRule.of(waits, seconds / nanosPerTask.size());
            if (rule.isWarm(nanosPerTask, compilerCpus)) {
                lastWarm = nanosPerTask.size();
                firstWarm = Double.isNaN(firstWarm) ? seconds : firstWarm;
            }
        }

        long nanos() {
            return now - begin;
        }

        boolean isWarm() {
            return lastWarm == nanosPerTask.size();
        }

        WarmUpTrace trace() {
            double seconds = nanos() / 1e9;
            return new WarmUpTrace(
                    nanosPerTask,
                    compilerCpus,
                    seconds,
                    warmAfter(nanosPerTask.size(), lastWarm, firstWarm, seconds),
                    nanosPerTask.size() >= rule.leastWindows());
        }
    }

    /**
     * Seconds after which a trial was warm; {@link Double#NaN} if it was not at the end. A warm-up of fixed length
     * would have been over when it was first found warm, where it did not have to continue.
     *
     * @param windows how many there were
     * @param lastWarm the last of them, from 1, that ended warm; 0 for none
     * @param firstWarm seconds until the first one that did
     * @param seconds how long the warm-up took
     */
    double warmAfter(int windows, int lastWarm, double firstWarm, double seconds) {
        int looks = isFixed() ? Math.max(LAST_LOOKS, windows / 2) : LAST_LOOKS;
        boolean warm = lastWarm > Math.max(0, windows - looks);
        return warm ? isFixed() ? firstWarm : seconds : Double.NaN;
    }
}
