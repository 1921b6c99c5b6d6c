package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunEnd;
import org.concurrencybench.reports.records.RunResults;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeTest {
    private static final String PLAN = InProcessRun.SHORT_TRIALS.formatted(1, "\"sequential\", \"platform-pool\"")
            + "[[workloads]]\nid = \"null\"\ntasks = 8\n";

    /** What one whole run left, by which all tests start. */
    private static final Map<Path, byte[]> LEFT = new HashMap<>();

    private static String recorded;

    @TempDir
    private Path folder;

    private InProcessRun runs;

    @BeforeAll
    static void measureOnce(@TempDir Path once) throws Exception {
        InProcessRun run = withJar(once);
        run.run(PLAN, "whole");
        recorded = Files.readString(run.results("whole"));
        Path left = once.resolve("whole");
        try (var files = Files.walk(left)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                LEFT.put(left.relativize(file), Files.readAllBytes(file));
            }
        }
    }

    @BeforeEach
    void prepare() throws IOException {
        runs = withJar(folder);
    }

    private static InProcessRun withJar(Path folder) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("own/com")).resolve("A.class"), "then");
        return new InProcessRun(folder).jars(List.of(folder.resolve("own")));
    }

    private RunResults recorded(String name) throws IOException {
        Path out = Files.createDirectories(folder.resolve(name));
        for (Map.Entry<Path, byte[]> file : LEFT.entrySet()) {
            Files.write(out.resolve(file.getKey().toString()), file.getValue());
        }
        return ResultsFile.read(runs.results(name));
    }

    @Test
    void onlyWhatIsMissingIsMeasuredInTheSameOrderAndATornLineIsRepairedWithAWarning() throws Exception {
        RunResults whole = recorded("torn");
        List<String> lines = Files.readAllLines(runs.results("torn"));
        Files.writeString(
                runs.results("torn"),
                lines.get(0) + "\n" + lines.get(1) + "\n" + lines.get(2).substring(0, 40));

        RunResults resumed = runs.seed(OptionalLong.empty()).resume(PLAN, "torn");

        assertEquals(InProcessRun.keys(whole), InProcessRun.keys(resumed));
        assertEquals(whole.trials().getFirst(), resumed.trials().getFirst());
        assertEquals(1, resumed.resumptions().size());
        assertEquals(RunEnd.Reason.ROUNDS, resumed.end().reason());
        assertTrue(runs.text().contains("warning: the last line of results.jsonl was incomplete"), runs.text());
        assertTrue(runs.text().contains("resuming after 1 trial, in the same order (seed 42)"), runs.text());
        double first = resumed.resumptions().getFirst().spentSeconds();
        assertTrue(first >= whole.trials().getFirst().seconds(), "spent before: " + first);
        assertTrue(resumed.end().wallSeconds() > first, "spent in the end: " + resumed.end());
    }

    @Test
    void aHeaderAloneIsARunThatStartsWithItsFirstTrial() throws Exception {
        RunResults whole = recorded("header");
        String header = Files.readAllLines(runs.results("header")).getFirst();
        Files.writeString(runs.results("header"), header + "\n");

        RunResults resumed = runs.resume(PLAN.replace("10m", "20m"), "header");

        assertEquals(InProcessRun.keys(whole), InProcessRun.keys(resumed));
        assertEquals(whole.header(), resumed.header());
        assertEquals(1200, resumed.budgetSeconds());
        assertTrue(runs.text().contains("cut off before its first trial"), runs.text());
        assertTrue(runs.text().contains("the budget is raised from 600s to 1200s"), runs.text());
        assertFalse(runs.text().contains("warning"), runs.text());
    }

    @Test
    void whatIsCompleteOrHasNoTimeForAnotherRoundIsLeftAsItIs() throws Exception {
        recorded("complete");
        runs.resume(PLAN, "complete");
        assertEquals(recorded, Files.readString(runs.results("complete")));
        assertTrue(runs.text().contains("the run is complete"), runs.text());

        String spent =
                recorded.replace("\"reason\":\"ROUNDS\",\"wallSeconds\":", "\"reason\":\"BUDGET\",\"wallSeconds\":999");
        Files.writeString(runs.results("complete"), spent);
        runs.resume(PLAN, "complete");
        assertEquals(spent, Files.readString(runs.results("complete")));
        assertTrue(runs.text().contains("the budget of 600s is spent"), runs.text());

        String full = recorded.replace("\"reason\":\"ROUNDS\"", "\"reason\":\"BUDGET\"");
        Files.writeString(runs.results("complete"), full);
        runs.resume(PLAN, "complete");
        assertEquals(full, Files.readString(runs.results("complete")));
        assertTrue(runs.text().contains("no further round fits into the budget of 600s"), runs.text());
    }

    @Test
    void everyDifferenceIsListedAndNothingIsTouched() throws Exception {
        recorded("other");
        Map<String, String> before = snapshot(folder.resolve("other"));
        Files.writeString(folder.resolve("own/com/A.class"), "now");
        String changed = PLAN.replace("\"null\"", "\"sha256\"")
                .replace("128m", "256m")
                .replace("max-rounds = 1", "max-rounds = 3")
                .replace("10m", "5m");

        UsageException refused = assertThrows(
                UsageException.class,
                () -> runs.seed(OptionalLong.of(43)).resume("precision = \"5%\"\n" + changed, "other"));

        for (String difference : List.of(
                "\n  precision: then 10%, now 5%\n",
                "\n  max-rounds: then 1, now 3\n",
                "\n  seed: then 42, now 43\n",
                "\n  trial.heap: then 128m, now 256m\n",
                "\n  nothing/sequential[concurrency=1,cpus=2]: then compared, now not there\n",
                "\n  sha256[size=4096]/platform-pool[concurrency=2,cpus=2]: then not there, now compared\n",
                "\n  jar own: then SHA-256 ",
                "\n  budget: then 600s, now 300s; it may be raised, not lowered\n",
                "\nIt was started with: test\n")) {
            assertTrue(refused.getMessage().contains(difference), difference + " is not in " + refused.getMessage());
        }
        assertEquals(before, snapshot(folder.resolve("other")));
    }

    @Test
    void whatIsNoRunIsRefusedWithTheReasonAndNotTouched() throws Exception {
        recorded("broken");
        String header = recorded.lines().findFirst().orElseThrow();
        assertRefused("", "is empty: its run was ended before it had recorded anything");
        assertRefused(header.substring(0, 100), "holds nothing but the beginning of a header");
        assertRefused(recorded.substring(header.length() + 1), "has no header line");
        assertRefused(recorded.replace("\"schema\":3", "\"schema\":4"), "is of format 4");
    }

    private void assertRefused(String content, String reason) throws Exception {
        Files.writeString(runs.results("broken"), content);
        Map<String, String> before = snapshot(folder.resolve("broken"));
        UsageException refused = assertThrows(UsageException.class, () -> runs.resume(PLAN, "broken"));
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
        assertTrue(refused.getMessage().contains("without bench.resume"), refused.getMessage());
        assertEquals(before, snapshot(folder.resolve("broken")));
    }

    /** Every file with its content and when it was written. */
    private static Map<String, String> snapshot(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (var found = Files.walk(folder)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                files.put(
                        file.toString(),
                        Files.getLastModifiedTime(file) + "\n" + Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }
}
