package org.concurrencybench.core.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.experiment.BatchRule;
import org.concurrencybench.core.experiment.ExperimentFolder;
import org.concurrencybench.core.experiment.PilotRun;
import org.concurrencybench.core.fixture.Fixtures;

/** What the runner does once per run, done for a single trial that plain JMH started. */
record StandaloneExperiment(ExperimentFolder folder, Fixtures fixtures) implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    static StandaloneExperiment prepare(Workload<?, ?> workload, Values parameters, int tasks) throws Exception {
        Path path = Files.createTempDirectory("concurrency-bench-");
        Fixtures fixtures = new Fixtures(parameters, path, List.of());
        StandaloneExperiment experiment = new StandaloneExperiment(new ExperimentFolder(path), fixtures);
        try {
            workload.prepare(fixtures);
            experiment.folder().writeAddresses(fixtures.addresses());
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            PilotRun.inOwnJvm(
                    workload.id(),
                    parameters,
                    BatchRule.fixed(tasks),
                    experiment.folder(),
                    java,
                    System.getProperty("java.class.path"),
                    List.of(),
                    LIMIT);
            return experiment;
        } catch (Throwable e) {
            experiment.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try (fixtures) {
            List<Path> files;
            try (var found = Files.walk(folder.path())) {
                files = found.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }
}
