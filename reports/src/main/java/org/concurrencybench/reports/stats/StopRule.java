package org.concurrencybench.reports.stats;

import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/**
 * When a family has trials enough: every pair's simultaneous half-width is at most max(L, |d| / 4), with the least
 * trials on both sides.
 *
 * <p>It looks at precision, never at significance or a verdict: stopping as soon as something is significant would
 * multiply the false claims.
 */
public final class StopRule {
    private static final int MOST_TRIALS = 1_000_000;

    private final Criteria criteria;

    public StopRule(Criteria criteria) {
        this.criteria = criteria;
    }

    /** Whether every pair is settled; a single contender is when it has the least trials. */
    public boolean isSettled(List<Contender> contenders) {
        return settled(Blocks.of(contenders, criteria.minTrials()));
    }

    /**
     * Whether the mean of {@code trials} of a single contender is known as precisely as asked: the half-width of its
     * interval is at most L.
     */
    public boolean isPrecise(Collection<Double> trials) {
        return trials.size() >= criteria.minTrials()
                && new Welch(Sample.of(trials), new Sample(trials.size(), 0, 0)).halfWidth(1 - criteria.testedAlpha())
                        <= criteria.limit();
    }

    boolean settled(Blocks blocks) {
        return settled(blocks.size(), blocks::alone, blocks::welch);
    }

    boolean settled(List<Sample> samples) {
        return settled(samples.size(), samples::get, (a, b) -> new Welch(samples.get(a), samples.get(b)));
    }

    private boolean settled(int members, IntFunction<Sample> sample, BiFunction<Integer, Integer, Welch> welch) {
        int pairs = pairs(members);
        for (int a = 0; a < members; a++) {
            if (sample.apply(a).n() < criteria.minTrials()) {
                return false;
            }
            for (int b = a + 1; b < members; b++) {
                if (!settled(welch.apply(a, b), pairs)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether one pair of a family of so many pairs is settled. */
    boolean settled(Welch pair, int pairs) {
        if (Math.min(pair.a().n(), pair.b().n()) < criteria.minTrials()) {
            return false;
        }
        // The same as "half-width ≤ target", without the costly quantile.
        return pair.tail(target(pair)) <= criteria.testedAlpha() / (2 * pairs);
    }

    /**
     * Trials per model, those there are included, that would settle an unsettled pair if variances and difference stay
     * as they are; empty when it is settled, or when a single trial tells nothing of the variance.
     */
    OptionalInt trialsToSettle(Welch pair, int pairs) {
        if (settled(pair, pairs) || !Double.isFinite(pair.se())) {
            return OptionalInt.empty();
        }
        int few = Math.max(criteria.minTrials(), Math.min(pair.a().n(), pair.b().n())) - 1;
        int many = few + 1;
        while (!settled(withTrials(pair, many), pairs)) {
            if (many >= MOST_TRIALS) {
                return OptionalInt.empty();
            }
            few = many;
            many *= 2;
        }
        while (many - few > 1) {
            int middle = (few + many) >>> 1;
            if (settled(withTrials(pair, middle), pairs)) {
                many = middle;
            } else {
                few = middle;
            }
        }
        return OptionalInt.of(many);
    }

    /** The half-width that is small enough: a quarter of a large difference need not be known better. */
    private double target(Welch pair) {
        return Math.max(criteria.limit(), Math.abs(pair.d()) / 4);
    }

    /** A side that already has more trials keeps them. */
    private static Welch withTrials(Welch pair, int n) {
        return new Welch(pair.a().withTrials(n), pair.b().withTrials(n));
    }

    static int pairs(int samples) {
        return samples * (samples - 1) / 2;
    }
}
