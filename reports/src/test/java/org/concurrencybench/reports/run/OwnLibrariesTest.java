package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.SharedLibrary;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.run.jars.OwnProject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is measured is the user's, whatever the suite itself works with. */
@Tag("slow")
class OwnLibrariesTest {
    private static final List<String> MODELS = List.of(
            "sequential", "platform-pool", "virtual-threads", "completable-future", "process-pool", "process-per-task");

    @TempDir
    private Path folder;

    /** A wrong version fails by the output, in the runner, the pilot, the trial and the worker. */
    @Test
    void theUsersVersionOfALibraryIsMeasuredInAllModelsAndNamed() throws Exception {
        OwnProject own = OwnProject.in(folder);
        String models = MODELS.stream().map(model -> '"' + model + '"').collect(Collectors.joining(", "));
        Path plan = Files.writeString(
                folder.resolve("plan.toml"),
                InProcessRun.SHORT_TRIALS.formatted(1, models).replace("\"4s\"", "\"30s\"")
                        + "[[workloads]]\nid = \"own\"\ntasks = 4\n");
        Path out = folder.resolve("out");

        RunnerProcess runner = RunnerProcess.start(
                folder.resolve("scratch"),
                List.of(
                        "--plan=" + plan,
                        "--jars=" + own.jar() + File.pathSeparator + own.libraries(),
                        "--out=" + out));
        int exit = runner.exit();

        assertEquals(0, exit, runner.text());
        RunResults results = ResultsFile.read(out.resolve(ResultsFile.NAME));
        assertTrue(
                results.trials().stream().allMatch(TrialRecord::measured),
                () -> results.trials().toString());
        assertEquals(MODELS.size(), results.trials().size());
        assertTrue(
                results.header().cells().stream()
                        .allMatch(cell -> cell.workload().equals("own")),
                "the plan names one of the jar's two workloads");
        SharedLibrary math = results.header().jars().get(1).shared().getFirst();
        assertEquals(List.of(), results.header().jars().getFirst().shared());
        assertEquals(new SharedLibrary("commons-math3", "3.2", "3.6.1", true, "the results of JMH"), math);
        String told = "commons-math3-3.2.jar: its commons-math3 3.2 is used, not the suite's 3.6.1";
        assertTrue(runner.text().contains("note: " + told), runner.text());
        assertTrue(Files.readString(out.resolve("index.html")).contains("its commons-math3 3.2 is used"));
    }
}
