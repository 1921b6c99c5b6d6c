package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.reports.analysis.RunAnalyst;
import org.concurrencybench.reports.findings.Analysis;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.findings.Experiment;
import org.concurrencybench.reports.findings.Finding;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.findings.Warning;
import org.concurrencybench.reports.records.Metric;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Noise that hits one of two equal models only: a stranger that burns a CPU in bursts during its trials. */
@Tag("slow")
@EnabledOnOs(value = OS.LINUX, disabledReason = "other systems do not tell what others use")
class NoiseTest {
    private static final int LIFE_SECONDS = 400;

    @TempDir
    private Path folder;

    private ProcessHandle burner;
    private String port;

    /** By way of a shell that leaves at once, so that it is nobody's child: neither the run's own, nor its to end. */
    @BeforeEach
    void startTheStranger() throws Exception {
        Path told = folder.resolve("told");
        Process shell = new ProcessBuilder(
                        "sh",
                        "-c",
                        "\"$@\" </dev/null >/dev/null 2>&1 &",
                        "sh",
                        InProcessRun.JAVA.toString(),
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BurningProcess.class.getName(),
                        told.toString(),
                        Integer.toString(LIFE_SECONDS))
                .inheritIO()
                .start();
        assertEquals(0, shell.waitFor());
        while (!Files.exists(told)) {
            TimeUnit.MILLISECONDS.sleep(20); // the time-out of the test bounds it
        }
        String[] words = Files.readString(told).split(" ");
        burner = ProcessHandle.of(Long.parseLong(words[0])).orElseThrow();
        port = words[1];
    }

    @AfterEach
    void endTheStranger() {
        if (burner != null) {
            burner.destroyForcibly();
        }
    }

    @Test
    @Timeout(LIFE_SECONDS)
    void isNeverTakenForAClearDifferenceWithoutBeingNamed() throws Exception {
        Analysis analysis = RunAnalyst.analyse(new InProcessRun(folder).run("""
                budget = "10m"
                min-rounds = 5
                max-rounds = 5
                models = ["platform-pool", "unlucky-pool"]
                [trial]
                warmup = "400ms"
                warmup-limit = "400ms"
                iterations = 6
                [[workloads]]
                id = "primes"
                models = ["platform-pool"]
                variants = [{ model = "unlucky-pool", label = "noisy", compared = true, settings = { port = "%s" } }]
                """.formatted(port), "noise"));

        Experiment primes = analysis.experiments().getFirst();
        assertEquals(2, primes.ranked().size(), primes::toString);
        CellResult quiet = cell(primes, "platform-pool");
        CellResult noisy = cell(primes, "unlucky-pool (noisy)");
        assertTrue(
                noisy.figure(Metric.OTHER_CPUS) > quiet.figure(Metric.OTHER_CPUS) + 0.3,
                "the stranger burned: " + noisy.figures() + " against " + quiet.figures());
        boolean clearly = primes.pairs().getFirst().finding() == Finding.CLEARLY_FASTER;
        boolean named = noisy.flags().contains(Flag.OTHERS_BUSY)
                && analysis.warnings().stream().anyMatch(warning -> warning.kind() == Warning.Kind.MACHINE_BUSY);
        assertTrue(!clearly || named, primes.sentences() + ", and no word about the noise");
    }

    private static CellResult cell(Experiment experiment, String name) {
        List<CellResult> found = experiment.ranked().stream()
                .filter(cell -> cell.name().equals(name))
                .toList();
        assertEquals(1, found.size(), name);
        return found.getFirst();
    }
}
