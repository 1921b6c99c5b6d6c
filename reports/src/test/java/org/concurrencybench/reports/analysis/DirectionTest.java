package org.concurrencybench.reports.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.Experiment;
import org.concurrencybench.reports.findings.Finding;
import org.concurrencybench.reports.findings.Pair;
import org.concurrencybench.reports.findings.Sweep;
import org.concurrencybench.reports.plan.Role;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.SyntheticRun;
import org.concurrencybench.reports.records.TrialRecord;
import org.junit.jupiter.api.Test;

/** What is said of two cells has the direction of the ratio beside it, whichever rounds are incomplete. */
class DirectionTest {
    private static final Set<Finding> FASTER = Set.of(Finding.CLEARLY_FASTER, Finding.FASTER, Finding.LITTLE_FASTER);
    private static final Set<Finding> SLOWER = Set.of(Finding.CLEARLY_SLOWER, Finding.SLOWER, Finding.LITTLE_SLOWER);

    @Test
    void withRandomTrialsMissingEveryFindingAgreesWithItsRatio() {
        int claims = 0;
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            RunResults whole = run(seed, 4 + random.nextInt(5), 0.06);
            claims += check(without(whole, trial -> random.nextDouble() < 0.15));
        }
        assertTrue(claims > 300, claims + " claims were looked at");
    }

    /**
     * The end that a budget makes: of the last round only the first cells are there, and that round was another
     * machine's.
     */
    @Test
    void withAnIncompleteLastRoundNobodyBeatsByARatioBelowOne() {
        int claims = 0;
        for (int seed = 0; seed < 300; seed++) {
            int rounds = 5 + seed % 3;
            RunResults whole = run(seed, rounds, 0.06);
            int there = 1 + seed % 4;
            claims += check(without(
                    slowed(whole, rounds, seed % 2 == 0 ? 0.4 : 2.5),
                    trial -> trial.round() == rounds && trial.position() > there));
        }
        assertTrue(claims > 300, claims + " claims were looked at");
    }

    private static int check(RunResults run) {
        int claims = 0;
        for (Experiment experiment : RunAnalyst.analyse(run).experiments()) {
            for (Pair pair : experiment.pairs()) {
                assertAgrees(pair.finding(), pair.speedUp());
                assertTrue(pair.speedUp().estimate() >= 1, pair::toString);
                claims += FASTER.contains(pair.finding()) ? 1 : 0;
            }
            for (CellResult cell : experiment.ranked()) {
                if (cell.standing() != null && cell.timeRatio() != null) {
                    assertAgrees(cell.standing(), cell.timeRatio().inverse());
                    double best = experiment.ranked().getFirst().nanosPerTask().estimate();
                    assertEquals(
                            cell.nanosPerTask().estimate() / best,
                            cell.timeRatio().estimate(),
                            1e-9);
                }
            }
            for (Sweep sweep : experiment.sweeps()) {
                Sweep.Point best = sweep.points().stream()
                        .filter(point -> point.finding() == null)
                        .findFirst()
                        .orElseThrow();
                for (Sweep.Point point : sweep.points()) {
                    if (point.finding() != null) {
                        assertAgrees(
                                point.finding(),
                                Estimate.point(best.result().nanosPerTask().estimate()
                                        / point.result().nanosPerTask().estimate()));
                    }
                }
            }
        }
        return claims;
    }

    private static void assertAgrees(Finding finding, Estimate speedUp) {
        String both = finding + " beside " + speedUp;
        assertTrue(!FASTER.contains(finding) || speedUp.estimate() > 1, both);
        assertTrue(!SLOWER.contains(finding) || speedUp.estimate() < 1, both);
        boolean wholeInterval = finding == Finding.CLEARLY_FASTER && speedUp.low() != null;
        assertTrue(!wholeInterval || speedUp.lowOrEstimate() > 1, both);
    }

    /** Four cells a few per cent apart, and a sweep of as many. */
    private static RunResults run(int seed, int rounds, double apart) {
        SyntheticRun run = new SyntheticRun(seed).rounds(rounds).noise(0.02, 0.01);
        for (int i = 0; i < 4; i++) {
            run.measured(
                    SyntheticRun.cell(
                            "primes", List.of("one", "two", "three", "four").get(i), 2, Shape.STEADY),
                    1e6 * (1 + apart * ((i * 3 + seed) % 4)));
        }
        IntStream.range(0, 4)
                .mapToObj(i -> SyntheticRun.cell(
                        "primes", "process-pool", 1 << i, Shape.STEADY, Role.SWEEP, (1 << i) + " workers"))
                .forEach(cell -> run.measured(cell, 1e6 * (1 + apart * ((cell.concurrency() * 3 + seed) % 4))));
        return run.results();
    }

    private static RunResults without(RunResults run, Predicate<TrialRecord> missing) {
        List<TrialRecord> trials =
                run.trials().stream().filter(missing.negate()).toList();
        return new RunResults(run.header(), trials, run.resumptions(), run.end(), run.torn(), List.of());
    }

    private static RunResults slowed(RunResults run, int round, double factor) {
        List<TrialRecord> trials = new ArrayList<>();
        for (TrialRecord trial : run.trials()) {
            trials.add(
                    trial.round() != round
                            ? trial
                            : new TrialRecord(
                                    trial.round(),
                                    trial.position(),
                                    trial.cell(),
                                    trial.startedAt(),
                                    trial.seconds(),
                                    trial.iterationSeconds(),
                                    trial.failure(),
                                    scaled(trial.warmup(), factor),
                                    scaled(trial.iterations(), factor),
                                    trial.figures(),
                                    trial.facts()));
        }
        return new RunResults(run.header(), trials, run.resumptions(), run.end(), run.torn(), List.of());
    }

    private static List<Double> scaled(List<Double> times, double factor) {
        return times.stream().map(time -> time * factor).toList();
    }
}
