package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.run.jars.OwnProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's libraries and the packaged suite, whose class paths are of jars alone. */
class OwnLibrariesIT {
    private static final String MODELS =
            "\"sequential\", \"platform-pool\", \"virtual-threads\", \"completable-future\", \"process-pool\"";

    @TempDir
    private Path folder;

    @Test
    void theUsersVersionIsMeasuredFromAnEmptyFolderAndTrialsShareParsedClasses() throws Exception {
        OwnProject own = OwnProject.in(folder);
        Path plan = Files.writeString(
                folder.resolve("plan.toml"),
                InProcessRun.SHORT_TRIALS.formatted(2, MODELS).replace("\"4s\"", "\"30s\"")
                        + "[[workloads]]\nid = \"own\"\ntasks = 8\n");
        Path out = folder.resolve("out");
        Path maps = Files.createDirectory(folder.resolve("maps"));
        Path printed = folder.resolve("printed");
        ProcessBuilder launcher = new ProcessBuilder(
                        Path.of(System.getProperty("distribution"), "bin", "concurrency-bench")
                                .toString(),
                        "run",
                        "--plan=" + plan,
                        "--jars=" + own.jar() + File.pathSeparator + own.libraries(),
                        "--out=" + out)
                .directory(Files.createDirectory(folder.resolve("empty")).toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        launcher.environment().put("JAVA_HOME", System.getProperty("java.home"));
        launcher.environment().put("OWN_MAPS_FOLDER", maps.toString());
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        launcher.environment().put("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + scratch);
        Process run = launcher.start();
        try {
            assertTrue(run.waitFor(3, TimeUnit.MINUTES), () -> "does not end");
        } finally {
            run.descendants().forEach(ProcessHandle::destroyForcibly);
            run.destroyForcibly();
        }

        assertEquals(0, run.exitValue(), Files.readString(printed));
        RunResults results = ResultsFile.read(out.resolve(ResultsFile.NAME));
        assertTrue(results.trials().stream().allMatch(TrialRecord::measured), results.trials()::toString);
        List<TrialRecord> second =
                results.trials().stream().filter(trial -> trial.round() == 2).toList();
        assertEquals(5, second.size());
        for (TrialRecord trial : second) {
            // The first trial of a family has made the archive that the second one maps.
            Path seen = maps.resolve("jvm-" + trial.facts().get("pid"));
            if (Files.isReadable(Path.of("/proc/self/maps"))) {
                assertTrue(Files.readString(seen).contains("trial-"), trial.cell() + ": " + Files.readString(seen));
            }
        }
    }
}
