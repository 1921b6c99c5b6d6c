package org.concurrencybench.reports.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.reports.analysis.RunAnalyst;
import org.concurrencybench.reports.findings.Analysis;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.findings.Experiment;
import org.concurrencybench.reports.plan.PlanReader;
import org.concurrencybench.reports.plan.Role;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunEnd;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command line, started by its script, as someone who has just copied the folder would use it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the packaged command is a shell script")
class DistributionIT {
    private static final List<String> MODELS =
            List.of("sequential", "platform-pool", "virtual-threads", "completable-future", "process-pool");
    private static final String PLAN = """
            budget = "10m"
            min-rounds = %d
            max-rounds = %d
            [trial]
            warmup = "20ms"
            warmup-limit = "20ms"
            iterations = 2
            iteration = "20ms"
            heap = "256m"
            [[workloads]]
            id = "nothing"
            tasks = 8
            [[workloads]]
            id = "sleep"
            tasks = 8
            """;

    @TempDir
    private Path folder;

    private Path distribution;
    private Path plan;

    @BeforeEach
    void copy() throws IOException {
        distribution = folder.resolve("Meß Gerät");
        Path from = Path.of(System.getProperty("distribution"));
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        distribution.resolve(from.relativize(file).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        plan = Files.writeString(folder.resolve("mein plan.toml"), PLAN.formatted(1, 1));
    }

    @Test
    void listShowsEverythingBuiltIn() throws Exception {
        Ended ended = start("list").end();
        assertEquals(0, ended.exit(), ended::toString);
        Catalog catalog = Catalog.load(PlanReader.class.getClassLoader());
        MODELS.forEach(model -> assertTrue(ended.out().contains(" " + model + " "), ended.out()));
        PlanReader.BUILT_IN.forEach(name -> assertTrue(ended.out().contains(" " + name + " "), ended.out()));
        catalog.workloads().stream()
                .filter(workload -> workload.getClass().getName().startsWith("org.concurrencybench.core"))
                .forEach(workload -> assertTrue(ended.out().contains(" " + workload.id() + " "), ended.out()));
    }

    @Test
    void whatCannotBeDoneIsRefusedInOneMessageAndLeavesNothing() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        Path example = example();
        Path twice = Files.createDirectory(folder.resolve("twice"));
        Files.copy(example, twice.resolve("a.jar"));
        Files.copy(example, twice.resolve("b.jar"));
        assertRefused("'quik'", "--plan=quik");
        assertRefused("'--modles", "--modles=sequential");
        assertRefused("missing.jar", "--jars=missing.jar");
        assertRefused(file.toString(), "--jars=" + file);
        assertRefused("com.example.JsonEscape is in both", "--jars=" + twice);
        assertRefused("cannot be written", "--out=" + file.resolve("below"));
    }

    @Test
    void aDryRunSaysWhatWouldBeMeasuredAndTouchesNothing() throws Exception {
        Path out = folder.resolve("dry");
        Path properties =
                Files.writeString(folder.resolve("bench.properties"), "bench.dry-run=true\nbench.plan=smoke\n");
        for (String option : List.of("--dry-run", "--properties=" + properties)) {
            Ended ended = start("run", option, "--out=" + out).end();
            assertEquals(0, ended.exit(), ended::toString);
            assertTrue(ended.out().contains("nothing is measured, nothing is written"), ended::toString);
            assertTrue(ended.out().contains("/process-pool["), ended::toString);
            assertFalse(Files.exists(out), ended::toString);
        }
    }

    @Test
    @Tag("slow")
    void aTinyRunMeasuresEveryModelUnderATurkishLocaleOnOneCpuWithFewFiles() throws Exception {
        Path out = folder.resolve("Bericht für mich");
        ProcessBuilder builder = command("run", "--plan=" + plan, "--out=" + out);
        String taskset = Files.isExecutable(Path.of("/usr/bin/taskset")) ? "taskset -c 0 " : "";
        List<String> limited = new ArrayList<>(List.of("sh", "-c", "ulimit -n 256; exec " + taskset + "\"$0\" \"$@\""));
        limited.addAll(builder.command());
        Ended ended = new Started(builder.command(limited)).end();
        assertEquals(0, ended.exit(), ended::toString);
        for (String name : List.of("index.html", "analysis.json", "results.csv", "results.jsonl", "jmh-result.json")) {
            String text = Files.readString(out.resolve(name));
            MODELS.forEach(model -> assertTrue(text.contains(model), name + " lacks " + model));
        }
        RunResults results = ResultsFile.read(out.resolve(ResultsFile.NAME));
        assertEquals(2 * MODELS.size(), results.trials().size());
    }

    @Test
    void aWorkloadOfTheUsersOwnIsMeasured() throws Exception {
        Path out = folder.resolve("own");
        Ended ended = new Started(command(
                        "run",
                        "--plan=" + plan,
                        "--workloads=json-escape",
                        "--tasks=8",
                        "--jars=" + example(),
                        "--out=" + out))
                .end();
        assertEquals(0, ended.exit(), ended::toString);
        RunResults results = ResultsFile.read(out.resolve(ResultsFile.NAME));
        assertEquals(MODELS.size(), results.header().cells().size());
        results.header().cells().forEach(cell -> {
            assertEquals("json-escape", cell.workload());
            assertTrue(cell.has(Role.COMPARED), cell.id());
        });
    }

    @Test
    @Tag("slow")
    void aModelOfTheUsersOwnIsRankedAmongTheOthers() throws Exception {
        Path out = folder.resolve("own model");
        Path project = Path.of(System.getProperty("examples"), "own-model/target");
        Ended ended = new Started(command(
                        "run",
                        "--plan=" + plan,
                        "--models=coroutines,virtual-threads",
                        "--workloads=primes,sleep",
                        "--tasks=8",
                        "--jars=" + project.resolve("own-model-1.0-SNAPSHOT.jar") + File.pathSeparator
                                + project.resolve("dependency"),
                        "--out=" + out))
                .end();
        assertEquals(0, ended.exit(), ended::toString);
        Analysis analysis = RunAnalyst.analyse(ResultsFile.read(out.resolve(ResultsFile.NAME)));
        assertEquals(2, analysis.experiments().size());
        for (Experiment experiment : analysis.experiments()) {
            assertEquals(
                    Set.of("coroutines", "virtual-threads"),
                    experiment.ranked().stream().map(CellResult::name).collect(Collectors.toSet()),
                    experiment::toString);
        }
    }

    @Test
    @Tag("slow")
    void aSecondRunIsComparedWithTheFirstThatItMovedAside() throws Exception {
        Path out = folder.resolve("twice");
        String[] run = {"run", "--plan=" + plan, "--models=sequential", "--workloads=nothing", "--out=" + out};
        Ended first = new Started(command(run)).end();
        assertEquals(0, first.exit(), first::toString);
        assertFalse(first.out().contains("compared with"), first::toString);
        Ended second = new Started(command(run)).end();
        assertEquals(0, second.exit(), second::toString);
        String last = second.out().lines().toList().getLast();
        assertTrue(last.startsWith("compared with the run of ") && last.contains(": 1 cell no claim: history/"), last);
        String page = Files.readString(out.resolve("index.html"));
        assertTrue(page.contains("Since the run of "), "the page says so too");

        Path earlier = out.resolve(last.substring(last.indexOf("history/")));
        Ended compared = start("compare", earlier.toString(), out.toString(), "--html=" + folder.resolve("c.html"))
                .end();
        assertEquals(0, compared.exit(), compared::toString);
        assertTrue(compared.out().contains("nothing: sequential"), compared::toString);
        assertTrue(Files.readString(folder.resolve("c.html")).contains("nothing: sequential"));
        assertEquals(0, start("report", out.toString()).end().exit());
        assertEquals(page, Files.readString(out.resolve("index.html")));
    }

    @Test
    @Tag("slow")
    void anInterruptedRunKeepsItsTrialsEndsItsProcessesAndGoesOn() throws Exception {
        Files.writeString(plan, PLAN.formatted(3, 3));
        Path out = folder.resolve("interrupted");
        Path results = out.resolve(ResultsFile.NAME);
        Started run = new Started(command("run", "--plan=" + plan, "--out=" + out));
        while (!Files.exists(results) || !Files.readString(results).contains("\"line\":\"trial\"")) {
            assertTrue(run.process().isAlive(), () -> "ended early");
            run.process().waitFor(50, TimeUnit.MILLISECONDS);
        }
        Ended second = start("run", "--plan=" + plan, "--out=" + out).end();
        assertEquals(2, second.exit(), second::toString);
        assertTrue(second.err().contains("another"), second::toString);
        List<ProcessHandle> descendants = run.process().descendants().toList();
        new ProcessBuilder("kill", "-INT", Long.toString(run.process().pid()))
                .start()
                .waitFor();
        Ended ended = run.end();
        assertEquals(130, ended.exit(), ended::toString);
        assertTrue(ended.out().contains("concurrency-bench run --resume --out="), ended::toString);
        for (ProcessHandle process : descendants) {
            process.onExit().get(10, TimeUnit.SECONDS);
        }
        RunResults kept = ResultsFile.read(results);
        assertTrue(Files.exists(out.resolve("index.html")));
        assertEquals(RunEnd.Reason.INTERRUPTED, kept.end().reason());
        assertFalse(kept.trials().isEmpty());

        Ended checked = start("check", out.toString()).end();
        assertEquals(3, checked.exit(), checked::toString);
        assertTrue(checked.out().contains("The run stopped early: it was interrupted."), checked::toString);

        // The folder says the rest, from wherever it is asked.
        ProcessBuilder resume = command("run", "--out=" + out, "--resume")
                .directory(Files.createDirectory(folder.resolve("elsewhere")).toFile());
        Ended resumed = new Started(resume).end();
        assertEquals(0, resumed.exit(), resumed::toString);
        List<TrialRecord> all = ResultsFile.read(results).trials();
        assertEquals(kept.trials(), all.subList(0, kept.trials().size()));
        assertEquals(3 * 2 * MODELS.size(), all.size());
    }

    private void assertRefused(String what, String... options) throws Exception {
        Path out = folder.resolve("refused");
        List<String> arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(List.of(options));
        if (!options[options.length - 1].startsWith("--out=")) {
            arguments.add("--out=" + out);
        }
        Ended ended = start(arguments.toArray(String[]::new)).end();
        assertEquals(2, ended.exit(), ended::toString);
        assertTrue(ended.err().startsWith("error: "), ended::toString);
        assertEquals(1, ended.err().split("error: ", -1).length - 1, ended::toString);
        assertTrue(ended.err().contains(what), ended::toString);
        assertFalse(ended.err().contains("\tat "), ended::toString);
        assertFalse(Files.exists(out), ended::toString);
    }

    private static Path example() {
        return Path.of(System.getProperty("examples"), "own-workload/target/own-workload-1.0-SNAPSHOT.jar");
    }

    private Started start(String... arguments) throws IOException {
        ProcessBuilder builder = command(arguments);
        builder.environment().remove("JDK_JAVA_OPTIONS");
        return new Started(builder);
    }

    /**
     * With a folder for temporary files of its own, so that other JMH runs on this machine, which lock theirs, do not
     * matter.
     */
    private ProcessBuilder command(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(distribution.resolve("bin/concurrency-bench").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        Path scratch = Files.createDirectories(folder.resolve("scratch"));
        builder.environment()
                .put("JDK_JAVA_OPTIONS", "-Duser.language=tr -Duser.country=TR -Djava.io.tmpdir=" + scratch);
        return builder;
    }

    private record Ended(int exit, String out, String err) {}

    /** A started command line, whose output goes to files so that it can never block on it. */
    private record Started(Process process, Path out, Path err) {
        Started(ProcessBuilder builder) throws IOException {
            this(builder, Files.createTempFile("out", ""), Files.createTempFile("err", ""));
        }

        private Started(ProcessBuilder builder, Path out, Path err) throws IOException {
            this(
                    builder.redirectOutput(out.toFile())
                            .redirectError(err.toFile())
                            .start(),
                    out,
                    err);
        }

        Ended end() throws Exception {
            if (!process.waitFor(3, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            Ended ended = new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return ended;
        }
    }
}
