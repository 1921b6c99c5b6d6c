package org.concurrencybench.reports.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.reports.plan.PlanReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command line, started by its script, as someone who has just copied the folder would use it. */
@DisabledOnOs(OS.WINDOWS)
class DistributionIT {
    private static final List<String> MODELS =
            List.of("sequential", "platform-pool", "virtual-threads", "completable-future", "process-pool");
    private static final String PLAN = """
            budget = "10m"
            min-rounds = %d
            max-rounds = %d
            [trial]
            warmup-iterations = 1
            iterations = 2
            iteration = "20ms"
            heap = "256m"
            [[workloads]]
            id = "null"
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
        assertRefused("'platform'", "--models=platform");
        assertRefused("'sha'", "--workloads=sha");
        assertRefused("'size'", "--workloads=sleep", "--params=sleep.size=1");
        assertRefused("'soon'", "--workloads=sleep", "--params=sleep.latency=soon");
        assertRefused("'--modles", "--modles=sequential");
        assertRefused("'many'", "--tasks=many");
        assertRefused("cpus cannot be 100000", "--cpus=100000");
        assertRefused("missing.jar", "--jars=missing.jar");
        assertRefused(file.toString(), "--jars=" + file);
        assertRefused("com.example.JsonEscape is in both", "--jars=" + twice);
        assertRefused("no run to go on with", "--resume");
        assertRefused("cannot be written", "--out=" + file.resolve("below"));
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

    /** With a folder for temporary files of its own, so that other JMH runs on this machine, which lock theirs, do not matter. */
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
