package org.concurrencybench.core.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.core.diagnosis.DiagnosedException;
import org.concurrencybench.core.model.BlockingTaskContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PilotRunTest {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @TempDir
    private Path path;

    @Test
    void thePassLeavesTheDigestsThatThisJvmComputesToo() throws Exception {
        Workload<?, ?> workload = Catalog.load(getClass().getClassLoader()).workload("sha256");
        Values parameters = Values.of("sha256", workload.parameters(), Map.of("size", "100"));
        ExperimentFolder folder = new ExperimentFolder(path);
        folder.writeAddresses(Map.of("http", URI.create("http://127.0.0.1:8080")));

        Pilot pilot = PilotRun.inOwnJvm(
                "sha256",
                parameters,
                BatchRule.fixed(5),
                folder,
                JAVA,
                CLASS_PATH,
                List.of("-Xmx64m"),
                Duration.ofMinutes(2));

        assertEquals(5, pilot.tasks());
        assertTrue(pilot.nanosPerTask() > 0);
        assertEquals(pilot, folder.pilot());
        assertEquals(Map.of("http", URI.create("http://127.0.0.1:8080")), folder.addresses());
        assertArrayEquals(digests(workload, parameters, 5), folder.expected());
    }

    @Test
    void aPassThatFailsSaysWhy() throws Exception {
        ExperimentFolder folder = new ExperimentFolder(path);
        folder.writeAddresses(Map.of());
        IOException failed = assertThrows(
                IOException.class,
                () -> PilotRun.inOwnJvm(
                        "none",
                        Values.of("none", List.of(), Map.of()),
                        BatchRule.fixed(1),
                        folder,
                        JAVA,
                        CLASS_PATH,
                        List.of(),
                        Duration.ofMinutes(2)));
        assertTrue(failed.getMessage().startsWith("unknown workload 'none'"), failed.getMessage());
    }

    @Test
    void aJvmThatDoesNotStartIsToldApartFromATaskThatFails() throws Exception {
        ExperimentFolder folder = new ExperimentFolder(path);
        folder.writeAddresses(Map.of());
        String failed = assertThrows(
                        IOException.class,
                        () -> PilotRun.inOwnJvm(
                                "nothing",
                                Values.of("nothing", List.of(), Map.of()),
                                BatchRule.fixed(1),
                                folder,
                                JAVA,
                                CLASS_PATH,
                                List.of("-XX:NoSuchFlag"),
                                Duration.ofMinutes(2)))
                .getMessage();
        assertTrue(
                failed.startsWith(
                        "the JVM that runs the workload's tasks once, before anything is measured, did not start (exit code 1)"),
                failed);
        assertTrue(failed.contains("\n\nprinted last:\n"), failed);
        assertTrue(failed.contains("NoSuchFlag"), failed);
    }

    @Test
    void inThisJvmItLeavesTheSameAnswersAndThrowsWhatATaskThrew() throws Exception {
        Workload<?, ?> workload = Catalog.load(getClass().getClassLoader()).workload("sha256");
        Values parameters = Values.of("sha256", workload.parameters(), Map.of("size", "100"));
        ExperimentFolder folder = new ExperimentFolder(path);
        folder.writeAddresses(Map.of());
        Pilot pilot = PilotRun.inThisJvm(workload, parameters, BatchRule.fixed(5), folder);
        assertEquals(pilot, folder.pilot());
        assertArrayEquals(digests(workload, parameters, 5), folder.expected());

        IllegalStateException mistake = new IllegalStateException("at 3");
        DiagnosedException failed = thrown(new Numbers() {
            @Override
            public Integer run(Integer input, TaskContext task) {
                if (input == 3) {
                    throw mistake;
                }
                return input;
            }
        });
        assertSame(mistake, failed.getCause());
        assertTrue(failed.diagnosis().what().startsWith("task 3: run() threw"), failed.getMessage());
    }

    @Test
    void anInputThatIsAnotherOneWhenItIsMadeAgainIsToldApartFromAnOutputThatIs() throws Exception {
        AtomicInteger made = new AtomicInteger();
        DiagnosedException input = thrown(new Numbers() {
            @Override
            public Integer input(int index) {
                return made.incrementAndGet();
            }
        });
        assertTrue(
                input.diagnosis().what().endsWith("input() does not make the same input each time"),
                input.getMessage());
        DiagnosedException output = thrown(new Numbers() {
            @Override
            public Integer run(Integer given, TaskContext task) {
                return made.incrementAndGet();
            }
        });
        assertTrue(output.diagnosis().what().endsWith("it is not repeatable"), output.getMessage());
    }

    private DiagnosedException thrown(Workload<Integer, Integer> workload) throws Exception {
        ExperimentFolder folder = new ExperimentFolder(path);
        folder.writeAddresses(Map.of());
        return assertThrows(
                DiagnosedException.class,
                () -> PilotRun.inThisJvm(
                        workload, Values.of("numbers", List.of(), Map.of()), BatchRule.fixed(5), folder));
    }

    /** Inputs are their numbers, outputs too. */
    private abstract static class Numbers implements Workload<Integer, Integer> {
        @Override
        public String id() {
            return "numbers";
        }

        @Override
        public Integer input(int index) {
            return index;
        }

        @Override
        public Integer run(Integer input, TaskContext task) {
            return input;
        }

        @Override
        public long digest(Integer output) {
            return output;
        }
    }

    private static <I, O> long[] digests(Workload<I, O> workload, Values parameters, int count) throws Exception {
        workload.open(new ConfiguredWorkload<>(workload, parameters, Map.of()).jvmContext(1));
        try (BlockingTaskContext context = new BlockingTaskContext("sequential", 1)) {
            long[] digests = new long[count];
            for (int index = 0; index < count; index++) {
                digests[index] = workload.digest(workload.run(workload.input(index), context));
            }
            return digests;
        }
    }
}
