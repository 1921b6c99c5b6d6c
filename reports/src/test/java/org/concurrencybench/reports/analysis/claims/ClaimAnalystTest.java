package org.concurrencybench.reports.analysis.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.core.experiment.TrialFacts;
import org.concurrencybench.reports.analysis.RunAnalyst;
import org.concurrencybench.reports.findings.Analysis;
import org.concurrencybench.reports.findings.AnalysisJson;
import org.concurrencybench.reports.findings.CheckedClaim;
import org.concurrencybench.reports.findings.CheckedClaim.Verdict;
import org.concurrencybench.reports.findings.VerdictTable;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.CellPlanner;
import org.concurrencybench.reports.plan.PlanReader;
import org.concurrencybench.reports.plan.Role;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.SyntheticRun;
import org.junit.jupiter.api.Test;

class ClaimAnalystTest {
    /** What a wait of a pool of 200 and of 100 ms costs each task, if nothing else does. */
    private static final double POOL_NANOS = 100e6 / 200;

    private static final Map<String, String> JDK_21 = Map.of(TrialFacts.JAVA_VERSION, "21.0.5");
    private static final Map<String, String> JDK_25 = Map.of(TrialFacts.JAVA_VERSION, "25.0.1");

    @Test
    void aFigureInsideItsBandIsReproducedWithTheFigureInTheInterval() {
        CheckedClaim claim = claim("pool-of-200", run().measured(pool(200), POOL_NANOS / 0.98));
        assertEquals(Verdict.REPRODUCED, claim.verdict(), claim::toString);
        assertTrue(claim.measured().low() < 0.98 && 0.98 < claim.measured().high(), claim::toString);
        assertEquals("", claim.why());
    }

    @Test
    void aFigureOutsideItsBandIsNotReproduced() {
        CheckedClaim claim = claim("pool-of-200", run().measured(pool(200), POOL_NANOS / 0.6));
        assertEquals(Verdict.NOT_REPRODUCED, claim.verdict(), claim::toString);
    }

    @Test
    void anIntervalOverTheEndOfTheBandCannotTell() {
        CheckedClaim claim = claim("pool-of-200", run().noise(0.1, 0.01).measured(pool(200), POOL_NANOS / 0.95));
        assertEquals(Verdict.UNDECIDED, claim.verdict(), claim::toString);
        assertTrue(claim.why().contains("more rounds"), claim.why());
    }

    @Test
    void aCellThatIsNotSteadyCannotTell() {
        CheckedClaim claim =
                claim("pool-of-200", run().iterations(4, 14, 0).changing(0.4).measured(pool(200), POOL_NANOS / 0.98));
        assertEquals(Verdict.UNDECIDED, claim.verdict(), claim::toString);
        assertTrue(claim.why().contains("platform-pool"), claim.why());
    }

    @Test
    void whatTheRunLacksIsNotTestableWithTheReason() {
        assertNotTestable("the run has no cell of platform-pool on sleep", claim("pool-of-200", run()));
        assertNotTestable(
                "platform-pool on sleep was not measured: no room",
                claim("pool-of-200", run().leftOut(pool(200), "no room", null)));
        assertNotTestable(
                "platform-pool on sleep was not measured: it broke",
                claim("pool-of-200", run().failing(pool(200), 1, Failure.Kind.TASK, "it broke\nhere", 1)));
        assertNotTestable("has 4 trials", claim("pool-of-200", run().rounds(4).measured(pool(200), POOL_NANOS)));
        assertNotTestable(
                "the run has no cell of platform-per-task on nothing",
                claim("jvm-starts", run().measured(cell("nothing", Map.of(), "process-per-task", 2, "", 8, ""), 2e8)));
    }

    @Test
    void aResultThatCannotBeIsNotHeldAgainstAClaim() {
        // Ends ten times as many tasks as 200 in flight can.
        CheckedClaim claim =
                claim("pool-of-200", run().measured(pool(200), POOL_NANOS / 10, Map.of("busyNanosPerTask", 100e6)));
        assertNotTestable("cannot be", claim);
    }

    @Test
    void ratiosAreThoseOfThePairWhereBothAreComparedAndOfTheTrialsWhereOneStandsBeside() {
        SyntheticRun run = run().noise(0.01, 0.005)
                .measured(primes("platform-pool", 2, ""), 1e6)
                .measured(primes("virtual-threads", 2, ""), 1.01e6)
                .measured(primes("process-pool", 2, ""), 1.2e6)
                .measured(primes("platform-pool", 64, "64 threads"), 1.03e6);
        assertEquals(Verdict.REPRODUCED, claim("virtual-computes-alike", run).verdict());
        CheckedClaim processes = claim("no-interpreter-lock", run);
        assertEquals(Verdict.REPRODUCED, processes.verdict());
        assertEquals(1 / 1.2, processes.measured().estimate(), 0.02);
        CheckedClaim large = claim("no-gain-beyond-cores", run);
        assertEquals(Verdict.REPRODUCED, large.verdict(), large::toString);
        assertEquals(1 / 1.03, large.measured().estimate(), 0.02);
    }

    @Test
    void moreThreadsThanCpusMustBeMoreThreads() {
        SyntheticRun run = run().measured(primes("platform-pool", 2, ""), 1e6)
                .measured(primes("platform-pool", 4, "64 threads"), 1e6);
        assertNotTestable("4 threads are not many more than the 2 CPUs", claim("no-gain-beyond-cores", run));
    }

    @Test
    void claimsAboutAJdkAreCheckedOnThatJdk() {
        double onePerCarrier = 5e6 / 2;
        SyntheticRun old = run().measured(pinned(""), onePerCarrier, Map.of(), JDK_21);
        assertEquals(Verdict.REPRODUCED, claim("pinned-before-24", old).verdict());
        assertNotTestable("this is 21", claim("unpinned-since-24", old));
        SyntheticRun recent = run().measured(pinned(""), onePerCarrier / 300, Map.of(), JDK_25);
        assertNotTestable("this is 25", claim("pinned-before-24", recent));
        assertEquals(Verdict.REPRODUCED, claim("unpinned-since-24", recent).verdict());
        SyntheticRun untold = run().measured(pinned(""), onePerCarrier);
        assertNotTestable("this is 0", claim("pinned-before-24", untold));
    }

    @Test
    void aRunOnTwoJdksChecksEveryClaimOnBoth() {
        Analysis both = RunAnalyst.analyse(run().measured(pinned("21.0.5"), 5e6 / 2, Map.of(), JDK_21)
                .measured(pinned("25.0.1"), 5e6 / 600, Map.of(), JDK_25)
                .results());
        List<CheckedClaim> pinning = both.claims().stream()
                .filter(claim -> claim.verdict() == Verdict.REPRODUCED)
                .toList();
        assertEquals(
                List.of("pinned-before-24 (JDK 21.0.5)", "unpinned-since-24 (JDK 25.0.1)"),
                pinning.stream().map(CheckedClaim::name).toList());
        assertEquals(2 * PublishedClaims.ALL.size(), both.claims().size());
    }

    @Test
    void otherPlansHaveNoClaims() {
        assertEquals(
                List.of(),
                RunAnalyst.analyse(new SyntheticRun(1)
                                .measured(pool(200), POOL_NANOS)
                                .results())
                        .claims());
    }

    @Test
    void theTableAndTheFileSayWhatWasFound() {
        Analysis analysis =
                RunAnalyst.analyse(run().measured(pool(200), POOL_NANOS / 0.98).results());
        String table = VerdictTable.of(analysis, Path.of("index.html"));
        String words = table.replaceAll("\\s+", " ");
        assertTrue(words.matches(".*claim pool-of-200: reproduced, 0\\.9\\d+-0?\\.?\\d+x \\(band: .*"), table);
        assertTrue(words.contains("claim jvm-starts: not testable here: the run has no cell"), table);
        assertTrue(AnalysisJson.write(analysis).contains("\"verdict\" : \"REPRODUCED\""));
    }

    @Test
    void everyClaimHasASourceAndCellsThatThePlanHas() {
        Catalog catalog = Catalog.load(getClass().getClassLoader());
        List<Cell> planned = new CellPlanner(catalog, 2)
                .experiments(PlanReader.read(ClaimAnalyst.PLAN)).stream()
                        .flatMap(experiment -> experiment.cells().stream())
                        .toList();
        Set<String> ids = new HashSet<>();
        for (Claim claim : PublishedClaims.ALL) {
            assertTrue(ids.add(claim.id()), claim.id());
            assertTrue(claim.source().url().isEmpty() || claim.source().url().startsWith("https://"), claim.id());
            for (WantedCell wanted : claim.figure().wanted()) {
                assertTrue(planned.stream().anyMatch(wanted::is), claim.id() + " wants " + wanted.words());
            }
        }
    }

    private static void assertNotTestable(String why, CheckedClaim claim) {
        assertEquals(Verdict.NOT_TESTABLE, claim.verdict(), claim::toString);
        assertNull(claim.measured());
        assertTrue(claim.why().contains(why), claim.why());
    }

    private static SyntheticRun run() {
        return new SyntheticRun(7).plan(ClaimAnalyst.PLAN).noise(0.005, 0.005).precision(0.05);
    }

    /** With a cell that no claim wants, so that the run always has one. */
    private static CheckedClaim claim(String id, SyntheticRun run) {
        Analysis analysis =
                RunAnalyst.analyse(run.leftOut(cell("sha256", Map.of(), "sequential", 1, "", 8, ""), "not wanted", null)
                        .results());
        return analysis.claims().stream()
                .filter(claim -> claim.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Cell pool(int threads) {
        return cell("sleep", Map.of("latency", "100ms"), "platform-pool", threads, "", 1000, "");
    }

    private static Cell pinned(String jvm) {
        return cell("pinned-sleep", Map.of("latency", "5ms"), "virtual-threads", Settings.UNBOUNDED, "", 2000, jvm);
    }

    private static Cell primes(String model, int concurrency, String label) {
        return cell("primes", Map.of("limit", "7000"), model, concurrency, label, 64, "");
    }

    private static Cell cell(
            String workload,
            Map<String, String> parameters,
            String model,
            int concurrency,
            String label,
            int tasks,
            String jvm) {
        return new Cell(
                workload,
                parameters,
                model,
                model.startsWith("process") ? ModelFamily.PROCESS : ModelFamily.THREADS,
                Map.of(),
                2,
                concurrency,
                workload.endsWith("sleep") ? Shape.MAKESPAN : Shape.STEADY,
                List.of(label.isEmpty() ? Role.COMPARED : Role.BESIDE),
                label,
                "",
                tasks,
                jvm);
    }
}
