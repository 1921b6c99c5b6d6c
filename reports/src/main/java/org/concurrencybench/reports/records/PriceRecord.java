package org.concurrencybench.reports.records;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One trial of a price: a fresh JVM that measured it, or failed to.
 *
 * @param round number of the round, from 1
 * @param position place in the round's order, from 1
 * @param cell {@link org.concurrencybench.reports.plan.PriceCell#id()}
 * @param startedAt ISO-8601, UTC
 * @param seconds wall time of the whole trial, JVM start included
 * @param measuringSeconds wall time of what it did, warm-up included
 * @param failure why it failed, or null when it was measured
 * @param times n: how many times it was done at once; 0 when it failed
 * @param steady whether its warm-up came to an end within its limit
 * @param warmup cost of one in each window of the warm-up
 * @param once cost of n, nanoseconds or bytes, in each iteration
 * @param twice cost of 2n in each iteration
 * @param otherCpus mean CPUs that processes outside the run used meanwhile; null where the platform does not tell
 */
public record PriceRecord(
        int round,
        int position,
        String cell,
        String startedAt,
        double seconds,
        double measuringSeconds,
        @Nullable Failure failure,
        int times,
        boolean steady,
        List<Double> warmup,
        List<Double> once,
        List<Double> twice,
        @Nullable Double otherCpus)
        implements Line {
    /** 30 years in nanoseconds. */
    private static final double MOST = 1e18;

    public PriceRecord {
        warmup = List.copyOf(warmup);
        once = List.copyOf(once);
        twice = List.copyOf(twice);
    }

    public boolean measured() {
        return failure == null;
    }

    /** Cost of one: all that was measured, by how often it was done. */
    public double each() {
        return (sum(once) + sum(twice)) / times / (once.size() + 2 * twice.size());
    }

    /** How many times what n costs 2n costs: 2 where there is nothing but the price. */
    public double doubling() {
        return sum(twice) / twice.size() / (sum(once) / once.size());
    }

    private static double sum(List<Double> costs) {
        return costs.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** What no run writes; empty when all is well. */
    Optional<String> fault() {
        String of = "round " + round + " of the price " + cell + ": ";
        if (round < 1) {
            return Optional.of(of + "rounds are counted from 1");
        }
        if (!(seconds >= 0 && seconds <= MOST && measuringSeconds >= 0 && measuringSeconds <= MOST)) {
            return Optional.of(of + "it took " + seconds + " seconds, " + measuringSeconds + " of them to measure");
        }
        if (otherCpus != null && !(otherCpus >= 0 && otherCpus <= MOST)) {
            return Optional.of(of + "others used " + otherCpus + " CPUs");
        }
        if (!measured()) {
            return Optional.empty();
        }
        boolean amounts = Stream.of(warmup, once, twice)
                .flatMap(List::stream)
                .allMatch(cost -> Double.isFinite(cost) && Math.abs(cost) <= MOST);
        return times >= 1 && amounts && sum(once) > 0 && sum(twice) > 0
                ? Optional.empty()
                : Optional.of(of + times + " times cost " + once + " and twice as many " + twice);
    }
}
