package org.concurrencybench.reports.records;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.concurrencybench.core.prices.PriceShape;
import org.concurrencybench.core.prices.Primitive;
import org.concurrencybench.core.prices.Where;
import org.concurrencybench.reports.plan.PriceCell;

/** The records of a price list whose prices are known. */
public final class SyntheticPrices {
    public static final PriceShape SHAPE =
            new PriceShape(Duration.ofMillis(300), Duration.ofSeconds(1), 2, Duration.ofMillis(20));
    private static final int TIMES = 1000;

    private final Random random = new Random(7);
    private final Map<PriceCell, List<PriceRecord>> trials = new LinkedHashMap<>();
    private final List<LeftOutPrice> leftOut = new ArrayList<>();
    private int rounds = 5;

    public static PriceCell cell(Primitive primitive, Where where, String label) {
        return new PriceCell(
                primitive.id(), where.id(), label.toLowerCase(java.util.Locale.ROOT), label, "source", List.of());
    }

    public SyntheticPrices rounds(int count) {
        rounds = count;
        return this;
    }

    /** Each costs {@code each}; whatever is done costs {@code constant} more, and trials differ by {@code noise}. */
    public SyntheticPrices price(PriceCell cell, double each, double constant, double noise) {
        List<PriceRecord> records = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            double level = each * Math.exp(noise * random.nextGaussian());
            List<Double> once = new ArrayList<>();
            List<Double> twice = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                once.add(level * TIMES + constant);
                twice.add(level * 2 * TIMES * Math.exp(noise * random.nextGaussian()) + constant);
            }
            records.add(record(round, cell, null, TIMES, once, twice));
        }
        trials.put(cell, records);
        return this;
    }

    /** The same without a warm-up that came to an end. */
    public SyntheticPrices cold(PriceCell cell, double each) {
        price(cell, each, 0, 0.01);
        trials.computeIfPresent(
                cell,
                (same, records) -> records.stream()
                        .map(record -> new PriceRecord(
                                record.round(),
                                record.position(),
                                record.cell(),
                                record.startedAt(),
                                record.seconds(),
                                record.measuringSeconds(),
                                null,
                                record.times(),
                                false,
                                record.warmup(),
                                record.once(),
                                record.twice(),
                                record.otherCpus()))
                        .toList());
        return this;
    }

    public SyntheticPrices failing(PriceCell cell, String message) {
        List<PriceRecord> records = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            records.add(record(round, cell, new Failure(Failure.Kind.SETUP, message), 0, List.of(), List.of()));
        }
        trials.put(cell, records);
        return this;
    }

    public SyntheticPrices leftOut(PriceCell cell, String reason) {
        leftOut.add(new LeftOutPrice(cell, reason));
        return this;
    }

    public static PriceRecord record(
            int round, PriceCell cell, Failure failure, int times, List<Double> once, List<Double> twice) {
        return new PriceRecord(
                round,
                1,
                cell.id(),
                "2026-11-22T20:%02d:00Z".formatted(round),
                2,
                1,
                failure,
                times,
                failure == null,
                failure == null ? List.of(9.0, 8.0) : List.of(),
                once,
                twice,
                0.02);
    }

    public PriceResults results() {
        return new PriceResults(
                new PricesPlanned(SHAPE, List.copyOf(trials.keySet()), leftOut),
                trials.values().stream().flatMap(List::stream).toList());
    }

    /** {@code run} with this price list. */
    public RunResults in(RunResults run) {
        return new RunResults(
                run.header(), run.trials(), run.resumptions(), run.end(), run.torn(), run.faults(), results());
    }
}
