package org.concurrencybench.reports.run.jars;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import joptsimple.OptionException;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.CellPlanner;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.plan.PlanReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What JVMs of a trial load of libraries that only some models need. */
@Tag("slow")
class LoadedClassesTest {
    static final List<String> OF_SOME_MODELS = List.of("io.netty.", "reactor.", "org.reactivestreams.");
    /** JMH itself uses sun.misc.Unsafe, whatever is measured, and the JDK warns of the first who does. */
    private static final List<String> OF_JMH = List.of("org.openjdk.jmh", "sun.misc.Unsafe");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"completable-future", "platform-pool", "process-pool"})
    void librariesOfOtherModelsAreNeverLoaded(String model) throws Exception {
        // Where the user's classes are measured, all are there.
        measure(model, "sleep", ClassPaths.libraries(List.of()));
        assertEquals(Set.of(), loaded());
        try (var files = Files.list(folder)) {
            int jvms = model.equals("process-pool") ? 4 : 2; // the trial and its pilot, and two workers
            List<Path> logs =
                    files.filter(file -> file.toString().endsWith(".classes")).toList();
            assertTrue(logs.size() >= jvms, logs::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"event-loop", "reactor"})
    void whoNeedsThemLoadsThemAndTheJdkDoesNotWarn(String model) throws Exception {
        String printed = measure(model, "http-fetch", List.of());
        assertTrue(
                loaded().contains(
                                model.equals("reactor") ? "reactor.core.publisher.Mono" : "io.netty.channel.EventLoop"),
                () -> loaded().toString());
        assertEquals(
                List.of(),
                printed.lines()
                        .filter(line -> line.startsWith("WARNING"))
                        .filter(line -> OF_JMH.stream().noneMatch(line::contains))
                        .toList());
    }

    /** Runs the harness once, in a JVM as a trial has it, with {@code more} jars; returns what that has printed. */
    private String measure(String model, String workload, List<Path> more) throws Exception {
        Catalog catalog = Catalog.load(getClass().getClassLoader());
        Cell cell = cell(catalog, model, workload);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.add("-Djmh.ignoreLock=true");
        command.addAll(catalog.model(model).jvmArguments(Runtime.version().feature()));
        List<String> jars = new ArrayList<>(List.of(new ClassPaths(catalog, List.of()).of(cell)));
        jars.add(ClassLocation.of(OptionException.class)
                .orElseThrow()
                .toString()); // JMH's own command line, which trials do without
        more.forEach(jar -> jars.add(jar.toString()));
        String path = String.join(File.pathSeparator, jars);
        command.addAll(List.of("-cp", path, "org.openjdk.jmh.Main"));
        command.addAll(List.of(catalog.benchmark(cell.family()), "-f", "0", "-wi", "0", "-i", "1", "-r", "20ms"));
        command.addAll(List.of("-p", "model=" + model, "-p", "workload=" + workload));
        command.addAll(List.of("-p", "tasks=4", "-p", "cpus=2", "-p", "concurrency=2"));
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // For all JVMs that it starts, too. Each has a file of its own.
        builder.environment()
                .put("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + folder.resolve("%p.classes") + ":none");
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), "still running");
        } finally {
            process.destroyForcibly();
        }
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        assertTrue(process.exitValue() == 0 && printed.contains("# Run complete"), printed);
        return printed;
    }

    private static Cell cell(Catalog catalog, String model, String workload) {
        Plan plan = PlanReader.read("smoke");
        Plan.PlannedWorkload planned = Plan.PlannedWorkload.of(workload);
        return new CellPlanner(catalog, 2)
                .cells(plan, planned).stream()
                        .map(cell -> withModel(cell, catalog, model))
                        .findFirst()
                        .orElseThrow();
    }

    private static Cell withModel(Cell cell, Catalog catalog, String model) {
        return new Cell(
                cell.workload(),
                cell.parameters(),
                model,
                catalog.model(model).family(),
                Map.of(),
                cell.cpus(),
                cell.concurrency(),
                cell.shape(),
                cell.roles(),
                "",
                "",
                cell.tasks(),
                "");
    }

    /** Classes of those libraries, by all JVMs together. */
    private Set<String> loaded() {
        Set<String> loaded = new TreeSet<>();
        try (var files = Files.list(folder)) {
            for (Path log :
                    files.filter(file -> file.toString().endsWith(".classes")).toList()) {
                Files.readString(log, StandardCharsets.ISO_8859_1)
                        .lines()
                        .map(line -> line.split(" ", 2)[0])
                        .filter(name -> OF_SOME_MODELS.stream().anyMatch(name::startsWith))
                        .forEach(loaded::add);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return loaded;
    }
}
