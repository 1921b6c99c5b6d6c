package org.concurrencybench.reports.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.reports.run.jars.OwnProject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TryCommandTest {
    /** What it throws comes from deep within. */
    private static final String WORKLOAD = """
            package com.example;
            import org.concurrencybench.core.api.*;
            public class Deep implements Workload<Integer, Integer> {
                public String id() { return "deep"; }
                public Integer input(int index) { return index; }
                public Integer run(Integer input, TaskContext task) {
                    return input != 3 ? input : below(40);
                }
                private static int below(int depth) {
                    if (depth == 0) throw new IllegalStateException("at the bottom of it");
                    return below(depth - 1) + 1;
                }
                public long digest(Integer output) { return output; }
            }
            """;

    private static final String MODEL = """
            package com.example;
            import org.concurrencybench.core.api.*;
            import org.concurrencybench.core.model.*;
            public class Caller implements ConcurrencyModel {
                public String id() { return "caller"; }
                public ModelFamily family() { return ModelFamily.THREADS; }
                public int maxConcurrency() { return 1; }
                public <I, O> Session<I, O> open(ConfiguredWorkload<I, O> workload, Settings settings) {
                    BlockingTaskContext context = new BlockingTaskContext(id(), 1);
                    TaskRunner<I, O> runner = new TaskRunner<>(workload.workload(), context);
                    return new Session<I, O>() {
                        public void submit(Task<I, O> task) { runner.run(task); }
                        public void close() { context.close(); }
                    };
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void whatCannotBeTriedIsRefusedInOneMessage() throws IOException {
        String jar = jar("Deep", WORKLOAD, Workload.class).toString();
        assertRefused("Missing required parameter", "try");
        assertRefused("error: there is no file or folder " + folder.resolve("none.jar"), "try", folder + "/none.jar");
        assertRefused("unknown workload 'deeper'; known: ", "try", jar, "--workload=deeper");
        assertRefused("unknown model 'platform'; known: ", "try", jar, "--model=platform");
        assertRefused("--limit: 'soon' is not a duration", "try", jar, "--limit=soon");
        assertRefused("--limit must be 1s or more, not 10ms", "try", jar, "--limit=10ms");
        assertRefused("--in-process needs --model", "try", jar, "--in-process");
        assertRefused(
                "--in-process cannot be combined with the model 'process-pool'",
                "try",
                jar,
                "--in-process",
                "--model=process-pool");
    }

    @Test
    void inThisJvmAFailureHasItsWholeStackTrace() throws IOException {
        EndedCommand ended = EndedCommand.of(
                "try", jar("Deep", WORKLOAD, Workload.class).toString(), "--in-process", "--model=sequential");

        assertEquals(1, ended.exit(), ended::toString);
        assertTrue(
                ended.out()
                        .contains("task 3: run() threw java.lang.IllegalStateException: at the bottom of it, at"
                                + " com.example.Deep.below(Deep.java:10); it ran alone, in one thread; its input was 3"
                                + " (Integer)"),
                ended::toString);
        assertEquals(
                40, ended.out().split("com\\.example\\.Deep\\.below\\(Deep\\.java:11\\)", -1).length - 1, ended::out);
        assertTrue(ended.out().contains("at " + TryCommand.class.getName() + ".call"), ended::toString);
    }

    @Test
    void inThisJvmASoundWorkloadIsRunThroughTheModel() throws IOException {
        EndedCommand ended = EndedCommand.of(
                "try",
                jar("Deep", WORKLOAD, Workload.class).toString(),
                "--in-process",
                "--workload=sha256",
                "--model=virtual-threads");

        assertEquals(0, ended.exit(), ended::toString);
        assertTrue(ended.out().contains("sha256 under virtual-threads: ok   3 batches of "), ended::toString);
    }

    @Test
    @Tag("slow")
    void modelsWithoutWorkloadsAreTriedWithThreeOfTheSuite() throws IOException {
        EndedCommand ended = EndedCommand.of(
                "try", jar("Caller", MODEL, ConcurrencyModel.class).toString());

        assertEquals(0, ended.exit(), ended::toString);
        for (String workload : List.of("nothing", "primes", "sleep")) {
            assertTrue(ended.out().contains(workload + ": a task takes about "), ended::toString);
        }
        List<String> lines =
                ended.out().lines().filter(line -> line.contains(" ok ")).toList();
        assertEquals(3, lines.size(), ended::toString);
        assertTrue(lines.stream().allMatch(line -> line.startsWith("  caller ")), ended::toString);
    }

    @Test
    @Tag("slow")
    void workloadsOfAJarWithLibrariesAreTriedEachByItself() throws IOException {
        OwnProject own = OwnProject.in(folder);
        EndedCommand ended = EndedCommand.of(
                "try", own.jar().toString(), own.libraries().toString(), "--model=platform-pool,process-pool");

        assertEquals(0, ended.exit(), ended::toString);
        String jars = own.jar() + File.pathSeparator + own.libraries();
        for (String workload : List.of("own", "second")) {
            assertTrue(
                    ended.out()
                            .contains("  ready: run it with: concurrency-bench run --jars=" + jars + " --workloads="
                                    + workload),
                    ended::toString);
        }
        assertFalse(ended.out().contains("failed"), ended::toString);
    }

    private Path jar(String name, String source, Class<?> service) throws IOException {
        Path classes = OwnProject.classes(Files.createDirectory(folder.resolve(name)), Map.of(name, source));
        return OwnProject.jar(
                folder.resolve(name + ".jar"),
                classes,
                Map.of("META-INF/services/" + service.getName(), "com.example." + name + "\n"));
    }

    private static void assertRefused(String what, String... arguments) {
        EndedCommand ended = EndedCommand.of(arguments);
        assertEquals(2, ended.exit(), ended::toString);
        assertTrue(ended.err().contains(what), ended::toString);
        assertEquals("", ended.out(), ended::toString);
    }
}
