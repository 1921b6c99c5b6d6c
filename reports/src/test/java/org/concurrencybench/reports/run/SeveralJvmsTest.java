package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.reports.analysis.RunAnalyst;
import org.concurrencybench.reports.findings.Experiment;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.run.machine.Jvm;
import org.concurrencybench.reports.run.machine.OtherJdk;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the java executables that it makes are shell scripts")
@Tag("slow")
class SeveralJvmsTest {
    @TempDir
    private Path folder;

    @Test
    void everyCellIsMeasuredOnEachJvmInEveryRoundAndAllAreComparedWithinTheirWorkload() throws Exception {
        List<Jvm> jvms = Jvm.of(List.of(
                OtherJdk.telling(folder.resolve("one"), "25.0.1"), OtherJdk.telling(folder.resolve("two"), "26.0.1")));
        InProcessRun runs = new InProcessRun(folder).jvms(jvms);
        String plan = InProcessRun.SHORT_TRIALS.formatted(2, "\"sequential\", \"process-pool\"")
                + "[[workloads]]\nid = \"null\"\ntasks = 8\n";

        RunResults results = runs.run(plan, "two");

        assertEquals(List.of(), results.problems());
        Set<String> each = Set.of(
                "nothing/sequential[concurrency=1,cpus=2,jvm=25.0.1]",
                "nothing/sequential[concurrency=1,cpus=2,jvm=26.0.1]",
                "nothing/process-pool[concurrency=2,cpus=2,jvm=25.0.1]",
                "nothing/process-pool[concurrency=2,cpus=2,jvm=26.0.1]");
        assertEquals(each, cells(results.trials().subList(0, 4)));
        assertEquals(each, cells(results.trials().subList(4, 8)));
        for (TrialRecord trial : results.trials()) {
            String jvm = trial.cell().contains("jvm=25") ? "one" : "two";
            assertTrue(
                    trial.facts().get("jvmArguments").contains("-Dmeasured.by=" + jvm),
                    () -> trial.cell() + " ran on " + trial.facts());
        }
        assertEquals(
                "25.0.1: Example 25.0.1+1; 26.0.1: Example 26.0.1+1",
                results.header().environment().get("measured JDK"));
        Experiment experiment = RunAnalyst.analyse(results).experiments().getFirst();
        assertEquals(4, experiment.ranked().size());
        assertEquals(6, experiment.pairs().size());
        assertTrue(
                experiment.sentences().stream()
                        .anyMatch(sentence ->
                                sentence.startsWith("process-pool on nothing: exploratory, no verdict: JDK 2")),
                experiment.sentences()::toString);

        UsageException refused = assertThrows(
                UsageException.class, () -> runs.jvms(jvms.subList(0, 1)).resume(plan, "two"));
        assertTrue(refused.getMessage().contains("measured JDK: then 25.0.1: Example"), refused.getMessage());
    }

    @Test
    void whatAJvmCannotDoIsAFailedCellWithItsReason() throws Exception {
        List<Jvm> jvms = Jvm.of(List.of(
                OtherJdk.telling(folder.resolve("one"), "25.0.1"),
                OtherJdk.make(folder.resolve("two"), "26.0.1", "echo 'this java cannot run' >&2; exit 1\n")));
        String plan =
                InProcessRun.SHORT_TRIALS.formatted(1, "\"sequential\"") + "[[workloads]]\nid = \"null\"\ntasks = 8\n";

        RunResults results = new InProcessRun(folder).jvms(jvms).run(plan, "broken");

        assertEquals(2, results.trials().size());
        for (TrialRecord trial : results.trials()) {
            if (trial.cell().contains("jvm=25.0.1")) {
                assertNull(trial.failure());
            } else {
                assertEquals(Failure.Kind.JVM_EXIT, trial.failure().kind());
                assertTrue(trial.failure().message().contains("this java cannot run"), trial.failure()::message);
            }
        }
    }

    private static Set<String> cells(List<TrialRecord> trials) {
        return trials.stream().map(TrialRecord::cell).collect(Collectors.toSet());
    }
}
