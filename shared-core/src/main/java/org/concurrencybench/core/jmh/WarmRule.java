package org.concurrencybench.core.jmh;

import java.util.Arrays;
import java.util.List;

/**
 * When a trial is warm: its compilers have become quiet, and its times no longer fall. Either alone misleads: compilers
 * pause before they compile the next tier, and noise hides a fall.
 *
 * <ul>
 *   <li>Over the last {@value #SPAN_SECONDS} s, the compilers of all its JVMs together used no more than
 *       {@link #quietCpus} CPUs.
 *   <li>Of the last three quarters of all windows, and of the last three seconds at most, the median of the older half
 *       is no more than {@value #FALL} above that of the newer half, on a log scale.
 * </ul>
 *
 * <p>Windows of a second or more are judged by the compilers alone: a fall from one to the next is the work of the
 * first.
 *
 * @param quietCpus CPUs that compilers may use
 * @param windowSeconds usual length of a window; more than 0
 */
public record WarmRule(double quietCpus, double windowSeconds) {
    /** What slows work that keeps all CPUs busy by less than 5 % on two of them. */
    private static final double QUIET_COMPUTING = 0.08;
    /** Work that waits leaves CPUs to the compilers. */
    private static final double QUIET_WAITING = 0.3;

    private static final int SPAN_SECONDS = 1;
    private static final int LEAST_WINDOWS = 4;
    private static final int MOST_WINDOWS = 10;
    private static final double FALL = 0.025;
    /** A longer lever would still see the start of the warm-up when it has long been over. */
    private static final int MOST_SPANS = 3;

    public WarmRule {
        if (!(quietCpus >= 0) || !(windowSeconds > 0)) {
            throw new IllegalArgumentException(
                    "not a rule: compilers use " + quietCpus + " CPUs in windows of " + windowSeconds + " s");
        }
    }

    /** For work that computes, or that waits. */
    public static WarmRule of(boolean waits, double windowSeconds) {
        return new WarmRule(waits ? QUIET_WAITING : QUIET_COMPUTING, windowSeconds);
    }

    /** Windows without which nothing can be judged. */
    public int leastWindows() {
        return windowSeconds >= SPAN_SECONDS
                ? 1
                : (int) Math.clamp(Math.ceil(SPAN_SECONDS / windowSeconds), LEAST_WINDOWS, MOST_WINDOWS);
    }

    /**
     * Whether a trial is warm at the end of these windows.
     *
     * @param nanosPerTask time per task in each window
     * @param compilerCpus CPUs that compilers used in each window; as many
     */
    public boolean isWarm(List<Double> nanosPerTask, List<Double> compilerCpus) {
        int windows = nanosPerTask.size();
        int span = leastWindows();
        return windows >= span
                && mean(compilerCpus.subList(windows - span, windows)) <= quietCpus
                && (span == 1 || fall(nanosPerTask, span) <= FALL);
    }

    /** From the older to the newer half of the last windows, as a difference of logs. */
    private static double fall(List<Double> nanosPerTask, int span) {
        int windows = nanosPerTask.size();
        int half = Math.max(span, Math.min(windows * 3 / 4, MOST_SPANS * span)) / 2;
        double older = median(nanosPerTask.subList(windows - 2 * half, windows - half));
        double newer = median(nanosPerTask.subList(windows - half, windows));
        return Math.log(older / newer);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
