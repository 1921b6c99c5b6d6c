package org.concurrencybench.reports.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.Experiment;
import org.concurrencybench.reports.findings.Pair;
import org.concurrencybench.reports.findings.Sweep;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Role;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.SyntheticRun;
import org.junit.jupiter.api.Test;

/** Runs on two JVMs: old and new. */
class AcrossJvmsTest {
    private static final Cell SEQUENTIAL = SyntheticRun.cell("primes", "sequential", 1, Shape.STEADY);
    private static final Cell POOL = SyntheticRun.cell("primes", "platform-pool", 2, Shape.STEADY);

    @Test
    void everyPairIsOfOneFamilyAndTheSameModelOnBothIsSaid() {
        Experiment experiment = experiment(new SyntheticRun(5)
                .noise(0.01, 0.005)
                .measured(SEQUENTIAL.on("old"), 2e5)
                .measured(SEQUENTIAL.on("new"), 1.5e5)
                .measured(POOL.on("old"), 1e5)
                .measured(POOL.on("new"), 1e5));
        assertEquals(6, experiment.pairs().size());
        String all = String.join("\n", experiment.sentences());
        assertTrue(all.contains("sequential on primes: JDK new clearly beats JDK old, 1.3"), all);
        assertTrue(all.contains("platform-pool on primes: JDK "), all);
        assertTrue(all.contains(" are practically equal (±10 %)."), all);
    }

    @Test
    void theFamilyOfTwoJvmsIsJudgedMoreStrictlyThanThatOfOne() {
        Experiment one =
                experiment(new SyntheticRun(6).measured(SEQUENTIAL, 1.1e5).measured(POOL, 1e5));
        Experiment two = experiment(new SyntheticRun(6)
                .measured(SEQUENTIAL.on("old"), 1.1e5)
                .measured(POOL.on("old"), 1e5)
                .measured(SEQUENTIAL.on("new"), 1.1e5)
                .measured(POOL.on("new"), 1e5));
        assertEquals(1, widened(one.pairs().getFirst()), 1e-9);
        assertTrue(
                widened(two.pairs().getFirst()) > 1.2,
                "by " + widened(two.pairs().getFirst()));
    }

    @Test
    void aModelIsOnlyTooFastForItsCoresAgainstTheBaselineOfItsOwnJvm() {
        Experiment experiment = experiment(new SyntheticRun(7)
                .measured(SEQUENTIAL.on("old"), 9e5)
                .measured(SEQUENTIAL.on("new"), 2e5)
                .measured(POOL.on("old"), 5e5)
                .measured(POOL.on("new"), 1.1e5));
        assertEquals(List.of(), experiment.barred());
    }

    @Test
    void eachJvmHasASweepOfItsOwn() {
        SyntheticRun run = new SyntheticRun(8);
        for (String jvm : List.of("old", "new")) {
            for (int workers : new int[] {1, 2}) {
                Cell cell = SyntheticRun.cell(
                        "primes", "process-pool", workers, Shape.STEADY, Role.SWEEP, workers + " workers");
                run.measured(cell.on(jvm), 1e5 / workers);
            }
        }
        Experiment experiment = experiment(run);
        assertEquals(
                List.of("process-pool (JDK new)", "process-pool (JDK old)"),
                experiment.sweeps().stream().map(Sweep::name).toList());
        experiment.sweeps().forEach(sweep -> assertEquals(2, sweep.points().size()));
    }

    private static Experiment experiment(SyntheticRun run) {
        return RunAnalyst.analyse(run.results()).experiments().getFirst();
    }

    /** How many times as wide the interval that holds for all pairs is as the pair's own. */
    private static double widened(Pair pair) {
        return width(pair.simultaneous()) / width(pair.speedUp());
    }

    private static double width(Estimate interval) {
        return Math.log(interval.high() / interval.low());
    }
}
