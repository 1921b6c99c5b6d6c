package org.concurrencybench.reports.findings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The universal scalability law fitted to one sweep, X(N) = γN / (1 + α(N − 1) + βN(N − 1)), and what it says of the
 * number of workers.
 *
 * @param gamma tasks per second of one worker
 * @param alpha contention: the share of the work that runs one after the other; exactly 0 where it is left out
 * @param beta coherence: what each worker pays for every other one; exactly 0 where it is left out
 * @param best the number with the largest throughput; null where the data do not say
 * @param atLeast the best number is this or larger; null where there is a number, or nothing is known
 * @param curve fitted throughput with its 95 % band, by number of workers, as far as the data reach
 * @param answer what it says, as a sentence
 * @param brief the same in a few words
 */
public record ScalingLaw(
        Estimate gamma,
        Estimate alpha,
        Estimate beta,
        @Nullable Estimate best,
        @Nullable Double atLeast,
        List<Point> curve,
        String answer,
        String brief) {
    public ScalingLaw {
        curve = List.copyOf(curve);
    }

    /**
     * A point of the curve.
     *
     * @param workers need not be whole
     * @param throughput tasks per second
     */
    public record Point(double workers, Estimate throughput) {}
}
