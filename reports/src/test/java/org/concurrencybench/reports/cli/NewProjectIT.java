package org.concurrencybench.reports.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The way of someone with a workload of their own, by the packaged command line and Maven, from an empty folder on. */
@Tag("slow")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the packaged command is a shell script")
class NewProjectIT {
    private static final String PLAN = """
            budget = "10m"
            min-rounds = 1
            max-rounds = 1
            models = ["sequential", "platform-pool", "virtual-threads", "completable-future", "process-pool"]
            [trial]
            warmup = "20ms"
            warmup-limit = "20ms"
            iterations = 2
            iteration = "20ms"
            heap = "256m"
            [[workloads]]
            id = "csv-quote"
            tasks = 16
            """;

    @TempDir
    private Path folder;

    @Test
    void aNewProjectIsBuiltTriedAndMeasured() throws Exception {
        String command = Path.of(System.getProperty("distribution"), "bin", "concurrency-bench")
                .toString();
        String written = ended(0, command, "new", "deep/below", "--package=org.acme", "--id=csv-quote");
        assertTrue(written.contains("written: deep/below/pom.xml"), written);

        // As invoker does for the example: the suite from a repository of its own, all else from what this build has.
        String settings = Files.readString(Path.of("src/it/settings.xml"))
                .replace(
                        "@localRepositoryUrl@",
                        Path.of(System.getProperty("downloaded")).toUri().toString());
        ended(
                0,
                Path.of(System.getProperty("maven"), "bin", "mvn").toString(),
                "-B",
                "-ntp",
                "-s",
                Files.writeString(folder.resolve("settings.xml"), settings).toString(),
                "-Dmaven.repo.local=" + System.getProperty("repository"),
                "-f",
                "deep/below/pom.xml",
                "package");
        assertTrue(Files.exists(folder.resolve("deep/below/target/surefire-reports")), "its test has run");

        String jar = "deep/below/target/below-1.0-SNAPSHOT.jar";
        String tried = ended(0, command, "try", jar);
        assertTrue(tried.contains("  ready: run it with: concurrency-bench run --jars=" + jar), tried);
        for (String model : List.of("sequential", "process-pool", "process-per-task")) {
            assertTrue(tried.lines().anyMatch(line -> line.matches("  " + model + " +ok .*")), tried);
        }

        Path plan = Files.writeString(folder.resolve("plan.toml"), PLAN);
        ended(0, command, "run", "--jars=" + jar, "--plan=" + plan, "--out=report");
        RunResults results = ResultsFile.read(folder.resolve("report").resolve(ResultsFile.NAME));
        assertEquals(5, results.trials().size());
        assertTrue(results.trials().stream().allMatch(TrialRecord::measured), results.trials()::toString);
    }

    private String ended(int exit, String... command) throws Exception {
        Path printed = Files.createTempFile(folder, "printed", "");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("MAVEN_OPTS");
        builder.environment()
                .put("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("scratch")));
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(5, TimeUnit.MINUTES), () -> String.join(" ", command) + " does not end");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String text = Files.readString(printed);
        assertEquals(exit, process.exitValue(), text);
        return text;
    }
}
