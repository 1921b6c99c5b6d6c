package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.reports.analysis.RunAnalyst;
import org.concurrencybench.reports.html.Report;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.run.machine.Jvm;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;

/** Cells that their models refuse are left out with the reason; a run of nothing else is none. */
class RefusedCellsTest {
    @TempDir
    private Path folder;

    private InProcessRun runs;

    @BeforeEach
    void prepare() {
        runs = new InProcessRun(folder);
    }

    @Test
    void aRefusedCellIsLeftOutWithTheReasonInRecordsAndOnThePage() throws Exception {
        RunResults results = runs.report(RefusedCellsTest::writePage)
                .run(InProcessRun.SHORT_TRIALS.formatted(1, "\"choosy\"") + """
                        [[workloads]]
                        id = "nothing"
                        tasks = 8
                        [[workloads]]
                        id = "primes"
                        """, "some");

        assertEquals(1, results.trials().size(), runs.text());
        assertTrue(results.trials().getFirst().cell().startsWith("nothing/choosy"), runs.text());
        assertEquals(1, results.header().leftOut().size());
        assertEquals(
                "it cannot run here: it does not like numbers",
                results.header().leftOut().getFirst().reason());
        assertTrue(runs.text().contains("left out: primes"), runs.text());
        String page = Jsoup.parse(Files.readString(folder.resolve("some").resolve(Report.NAME)))
                .select("#unmeasured")
                .text();
        assertTrue(page.contains("choosy"), page);
        assertTrue(page.contains("it cannot run here: it does not like numbers"), page);
        assertTrue(
                results.problems()
                        .contains(results.header().leftOut().getFirst().cell().id()
                                + ": left out: it cannot run here: it does not like numbers"),
                "not all was measured, as the exit code says");
    }

    @Test
    @EnabledForJreRange(minVersion = 25, maxVersion = 25) // others refuse the model for another reason
    void tasksThatArriveAreNotGivenToAModelThatJoinsThemFirst() {
        UsageException refused = assertThrows(UsageException.class, () -> runs.run("""
                budget = "1m"
                models = ["structured-scope"]
                [[latency]]
                workload = "sleep"
                rates = [10]
                """, "none"));
        assertTrue(
                refused.getMessage()
                        .contains(
                                "structured-scope on sleep: it cannot run here: a scope is joined before the next one"),
                refused::getMessage);
    }

    @Test
    void aRunWhoseCellsAreAllRefusedIsRefusedBeforeAnythingIsTouched() throws Exception {
        Jvm older = new Jvm("", olderJdk());
        UsageException refused = assertThrows(
                UsageException.class,
                () -> runs.jvms(List.of(older))
                        .run(InProcessRun.SHORT_TRIALS.formatted(1, "\"choosy\", \"structured-scope\"") + """
                                [[workloads]]
                                id = "primes"
                                """, "none"));
        String message = refused.getMessage();
        assertTrue(message.startsWith("nothing of the plan can be measured. "), message);
        assertTrue(message.contains("choosy on primes: it cannot run here: it does not like numbers. "), message);
        assertTrue(
                message.contains(
                        "structured-scope on primes: it cannot run here: it needs JDK 25, and this one is JDK 21: "),
                message);
        assertTrue(message.contains("--models"), message);
        assertFalse(Files.exists(folder.resolve("none")));
    }

    @Test
    @EnabledForJreRange(minVersion = 25, maxVersion = 25)
    @Tag("slow")
    void aModelOnAPreviewIsMeasuredWhereTheJdkHasIt() throws Exception {
        RunResults results = runs.run(InProcessRun.SHORT_TRIALS.formatted(1, "\"structured-scope\"") + """
                        [[workloads]]
                        id = "sleep"
                        tasks = 16
                        concurrency = "8"
                        """, "preview");
        TrialRecord trial = results.trials().getFirst();
        assertNull(trial.failure(), runs.text());
        assertTrue(trial.facts().get("jvmArguments").contains("--enable-preview"), trial.facts()::toString);
    }

    /** Says that it is one; it is never started. */
    private Path olderJdk() throws IOException {
        Path home = Files.createDirectories(folder.resolve("jdk"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"21.0.5\"\n");
        return home.resolve("bin").resolve("java");
    }

    private static void writePage(Path results) throws IOException {
        RunResults run = ResultsFile.read(results.resolve(ResultsFile.NAME));
        Report.write(results, run, RunAnalyst.analyse(run));
    }
}
