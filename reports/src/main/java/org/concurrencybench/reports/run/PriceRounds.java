package org.concurrencybench.reports.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.concurrencybench.core.prices.PriceShape;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.plan.PriceCell;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.PriceRecord;
import org.concurrencybench.reports.records.PricesPlanned;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunEnd;

/**
 * The rounds of a price list: every price once in each, in an order shuffled afresh, until the rounds are done or no
 * further one fits into the budget. A plan that measures workloads too has the least rounds of its prices first.
 */
final class PriceRounds {
    /** In a round that has begun, a trial may take so many times what it should, even if the budget ends meanwhile. */
    private static final double GRACE = 2;
    /** What starting and ending JVMs should take. */
    private static final double START_SECONDS = 0.8;
    /** A price that fails so often, and never succeeds, is not tried again. */
    private static final int MOST_FAILURES = 2;

    private final Plan plan;
    private final PricesPlanned prices;
    private final long seed;
    private final Trial trial;
    private final ResultsFile results;
    private final TimeBreakdown time;
    private final Interruption interruption;
    private final Progress progress;
    private final int rounds;
    private final Map<String, List<PriceRecord>> recorded = new HashMap<>();

    /** Makes a trial. */
    @FunctionalInterface
    interface Trial {
        PriceRecord run(PriceCell cell, double secondsLeft, int round, int position)
                throws IOException, InterruptedException;
    }

    PriceRounds(
            Plan plan,
            PricesPlanned prices,
            long seed,
            Trial trial,
            ResultsFile results,
            TimeBreakdown time,
            Interruption interruption,
            Progress progress) {
        this.plan = plan;
        this.prices = prices;
        this.seed = seed;
        this.trial = trial;
        this.results = results;
        this.time = time;
        this.interruption = interruption;
        this.progress = progress;
        this.rounds = plan.workloads().isEmpty() ? plan.maxRounds() : plan.minRounds();
    }

    /** Has the records of the earlier parts of a run take the places that they had. */
    void resume(List<PriceRecord> records) {
        records.forEach(this::add);
    }

    private void add(PriceRecord record) {
        recorded.computeIfAbsent(record.cell(), none -> new ArrayList<>()).add(record);
    }

    RunEnd.Reason run() throws IOException, InterruptedException {
        for (int round = 1; round <= rounds; round++) {
            List<PriceCell> order = order(round);
            double needed = 0;
            for (PriceCell cell : order) {
                needed += isOpen(cell, round) ? seconds(cell) : 0;
            }
            if (needed > left()) {
                return RunEnd.Reason.BUDGET;
            }
            int made = 0;
            for (int index = 0; index < order.size(); index++) {
                PriceCell cell = order.get(index);
                if (isOpen(cell, round)) {
                    progress.now("round " + round + " of at most " + rounds + ", price " + (index + 1) + " of "
                            + order.size() + ": " + cell.id());
                    PriceRecord record = trial.run(cell, Math.max(left(), GRACE * seconds(cell)), round, index + 1);
                    if (record.measured() ? interruption.happened() : interruption.happensNow()) {
                        return RunEnd.Reason.INTERRUPTED;
                    }
                    Failure failure = record.failure();
                    if (failure != null && failure.kind() == Failure.Kind.TIMEOUT && left() <= 0) {
                        return RunEnd.Reason.BUDGET; // which ended it: it says nothing about the price
                    }
                    results.append(record);
                    time.add(record);
                    add(record);
                    made++;
                    if (failure != null) {
                        progress.tell(cell.id(), "failed", failure);
                    }
                }
            }
            if (made > 0) {
                progress.round(round, rounds, made, time.seconds(), Math.min(left(), needed * (rounds - round)));
            }
        }
        return RunEnd.Reason.ROUNDS;
    }

    /** The fewest rounds that a price has which has not failed for good. */
    int completeRounds() {
        return prices.cells().stream()
                .filter(cell -> !hasFailed(cell))
                .mapToInt(cell -> recorded.getOrDefault(cell.id(), List.of()).size())
                .min()
                .orElse(rounds);
    }

    private List<PriceCell> order(int round) {
        List<PriceCell> order = new ArrayList<>(prices.cells());
        // Neighbouring seeds: see RoundOrder.
        Collections.shuffle(order, new SplittableRandom(seed * 1_000_003 + round));
        return order;
    }

    private boolean isOpen(PriceCell cell, int round) {
        return !hasFailed(cell)
                && recorded.getOrDefault(cell.id(), List.of()).stream().noneMatch(record -> record.round() == round);
    }

    private boolean hasFailed(PriceCell cell) {
        List<PriceRecord> records = recorded.getOrDefault(cell.id(), List.of());
        return records.size() >= MOST_FAILURES && records.stream().noneMatch(PriceRecord::measured);
    }

    private double seconds(PriceCell cell) {
        return recorded.getOrDefault(cell.id(), List.of()).stream()
                .mapToDouble(PriceRecord::seconds)
                .average()
                .orElse(expectedSeconds(prices.shape()));
    }

    /** What a trial should take, before any has been made. */
    static double expectedSeconds(PriceShape shape) {
        return START_SECONDS + shape.expectedSeconds();
    }

    private double left() {
        return plan.budget().toNanos() / 1e9 - time.seconds();
    }
}
