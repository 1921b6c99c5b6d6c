package org.concurrencybench.reports.run;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.reports.plan.PlanReader;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.run.machine.Jvm;

/** Runs plans in this JVM, each trial in one of its own as always. */
final class InProcessRun {
    /** Of a plan: rounds and models are to be filled in, workloads to follow. */
    static final String SHORT_TRIALS = """
            budget = "10m"
            min-rounds = %1$d
            max-rounds = %1$d
            models = [%2$s]
            [trial]
            warmup = "20ms"
            warmup-limit = "20ms"
            iterations = 2
            iteration = "20ms"
            heap = "128m"
            limit = "4s"
            """;

    static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private final Path folder;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private OptionalLong seed = OptionalLong.of(42);
    private List<Path> jars = List.of();
    private List<Jvm> jvms = List.of(new Jvm("", JAVA));
    private Run.ReportWriter report = done -> {};
    private Optional<ProfileRequest> profile = Optional.empty();

    /** {@code folder}: where plans and output folders are. */
    InProcessRun(Path folder) {
        this.folder = folder;
    }

    InProcessRun seed(OptionalLong given) {
        seed = given;
        return this;
    }

    InProcessRun jars(List<Path> given) {
        jars = given;
        return this;
    }

    InProcessRun jvms(List<Jvm> given) {
        jvms = given;
        return this;
    }

    InProcessRun profile(String cell) {
        profile = Optional.of(new ProfileRequest(cell, Optional.empty()));
        return this;
    }

    InProcessRun report(Run.ReportWriter writer) {
        report = writer;
        return this;
    }

    RunResults run(String plan, String name) throws Exception {
        return run(plan, name, false);
    }

    RunResults resume(String plan, String name) throws Exception {
        return run(plan, name, true);
    }

    private RunResults run(String plan, String name, boolean resume) throws Exception {
        Path file = Files.writeString(folder.resolve("plan.toml"), plan);
        RunRequest request = new RunRequest(
                PlanReader.read(file.toString()), jars, folder.resolve(name), resume, jvms, 2, seed, "test", profile);
        Catalog catalog = Catalog.load(getClass().getClassLoader());
        new Run(request, catalog, new Progress(new PrintStream(printed, true, StandardCharsets.UTF_8), false))
                .execute(report);
        return ResultsFile.read(results(name));
    }

    Path results(String name) {
        return folder.resolve(name).resolve(ResultsFile.NAME);
    }

    /** All that has been printed so far. */
    String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    static List<String> keys(RunResults results) {
        return results.trials().stream()
                .map(trial -> trial.round() + " " + trial.position() + " " + trial.cell())
                .toList();
    }
}
