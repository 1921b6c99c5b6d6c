package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.concurrencybench.reports.analysis.RunAnalyst;
import org.concurrencybench.reports.findings.Analysis;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.findings.Warning;
import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.run.machine.Jvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models and workloads that lie about themselves do not get past the gates of a real run, and honest ones do. */
@Tag("slow")
class GatesRunTest {
    private static final String TRIALS = """
            budget = "10m"
            min-rounds = 1
            max-rounds = 1
            [trial]
            warmup = "400ms"
            warmup-limit = "400ms"
            iterations = 4
            heap = "128m"
            """;
    /** What depends on the machine and on how little this test measures. */
    private static final Set<Flag> OF_THE_MACHINE = EnumSet.of(
            Flag.FEW_TRIALS,
            Flag.SHORT_ITERATIONS,
            Flag.UNSTEADY,
            Flag.NOT_WARM,
            Flag.CHANGED_TOO_MUCH,
            Flag.STILL_CHANGING,
            Flag.NOT_JUDGED,
            Flag.FASTER_THAN_CALIBRATED,
            Flag.OTHERS_BUSY,
            Flag.CPUS_STOLEN);

    @TempDir
    private Path folder;

    @Test
    void eachLieTripsItsGateAndHonestCellsPass() throws Exception {
        RunResults results = new InProcessRun(folder).run(TRIALS.replace("rounds = 1", "rounds = 3") + """
                [[workloads]]
                id = "sleep"
                rounds = 1
                tasks = 64
                concurrency = "16"
                models = ["sequential", "platform-pool", "greedy", "one-by-one", "half-pool", "remembering"]
                parameters = { latency = "3ms" }
                [[workloads]]
                id = "primes"
                models = ["sequential", "platform-pool", "one-by-one", "remembering"]
                [[workloads]]
                id = "sleeps-as-computing"
                rounds = 1
                models = ["platform-pool"]
                [[workloads]]
                id = "computes-as-waiting"
                rounds = 1
                tasks = 64
                concurrency = "16"
                models = ["platform-pool"]
                """, "gates");

        assertTrue(results.header()
                .environment()
                .get(RunHeader.PROCESSES_SPEED_UP)
                .matches("(uncertain, .*: )?[0-9.]+ of \\d+; .*|n/a"));
        assertEquals( // several: the speed-up of single trials is that of a moment's noise
                12,
                results.trials().stream()
                        .filter(trial -> trial.cell().startsWith("primes"))
                        .count());
        Analysis analysis = RunAnalyst.analyse(results);
        Map<String, Set<Flag>> flags = flags(analysis);
        assertEquals(Set.of(), flags.get("sleep/sequential"));
        assertEquals(Set.of(), flags.get("sleep/platform-pool"));
        assertEquals(Set.of(), flags.get("primes/sequential"));
        assertEquals(Set.of(), flags.get("primes/platform-pool"));
        assertTrue(flags.get("sleep/greedy").contains(Flag.TOO_MANY_IN_FLIGHT), flags::toString);
        assertEquals(Set.of(Flag.RAN_ONE_BY_ONE), flags.get("sleep/one-by-one"));
        // That a second CPU stayed idle is seen only where nobody else had it.
        Set<Flag> computing = flags.get("primes/one-by-one");
        assertTrue(Set.of(Flag.RAN_ONE_BY_ONE).containsAll(computing), computing::toString);
        assertTrue(!computing.isEmpty() || isDisturbed(analysis, "primes", "one-by-one"), flags::toString);
        assertEquals(Set.of(Flag.SETTINGS_NOT_IN_EFFECT), flags.get("sleep/half-pool"));
        assertTrue(flags.get("sleep/remembering").contains(Flag.FASTER_THAN_ITS_TASKS), flags::toString);
        assertTrue(flags.get("primes/remembering").contains(Flag.FASTER_THAN_ITS_CORES), flags::toString);
        assertEquals(Set.of(Flag.IDLE_WHILE_COMPUTING), flags.get("sleeps-as-computing/platform-pool"));
        assertEquals(Set.of(Flag.BUSY_WHILE_WAITING), flags.get("computes-as-waiting/platform-pool"));
    }

    /** A java executable that changes one of its arguments, as a variable in the environment might. */
    @ParameterizedTest
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the executable is a shell script")
    @CsvSource(delimiter = '|', textBlock = """
            platform-pool   | -XX:+UseG1GC) a=-XX:+UseSerialGC              | collector was to be G1 and is Serial
            platform-pool   | -Xmx*) a=-Xmx64m;; -Xms*) a=-Xms64m           | heapBytes was to be 134217728 and is 67108864
            virtual-threads | -Djdk.*parallelism=*) a="${a%=*}=1"           | cpus was to be 2 and is 1
            process-pool    | -Dconcurrencybench.worker.*) a=-Dlost=        | workerHeapBytes was to be
            """)
    void settingsThatAreLostOnTheWayBarTheCell(String model, String change, String difference) throws Exception {
        Path java = Files.createFile(
                folder.resolve("java"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(java, """
                #!/bin/sh
                for a in "$@"; do
                  shift
                  case $a in %s;; esac
                  set -- "$@" "$a"
                done
                exec "%s" "$@"
                """.formatted(change, InProcessRun.JAVA));
        String plan = TRIALS + """
                [[workloads]]
                id = "sha256"
                models = ["%s"]
                """.formatted(model);

        Analysis analysis = RunAnalyst.analyse(
                new InProcessRun(folder).jvms(List.of(new Jvm("", java))).run(plan, "changed"));

        Set<Flag> flags = flags(analysis).get("sha256/" + model);
        assertTrue(flags.contains(Flag.SETTINGS_NOT_IN_EFFECT), flags::toString);
        Warning warning = analysis.warnings().getFirst();
        assertEquals(Warning.Kind.SETTINGS_NOT_IN_EFFECT, warning.kind());
        String seen = warning.where().getFirst().seen();
        assertTrue(seen.contains(difference), seen);
    }

    /** By workload and model, without those that are the machine's. */
    private static Map<String, Set<Flag>> flags(Analysis analysis) {
        return analysis.experiments().stream()
                .flatMap(experiment -> Stream.concat(experiment.ranked().stream(), experiment.barred().stream())
                        .map(cell -> Map.entry(experiment.workload() + "/" + cell.name(), own(cell))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean isDisturbed(Analysis analysis, String workload, String model) {
        return analysis.experiments().stream()
                .filter(experiment -> experiment.workload().equals(workload))
                .flatMap(experiment -> experiment.ranked().stream())
                .filter(cell -> cell.name().equals(model))
                .anyMatch(cell ->
                        cell.flags().contains(Flag.OTHERS_BUSY) || cell.flags().contains(Flag.CPUS_STOLEN));
    }

    private static Set<Flag> own(CellResult cell) {
        return cell.flags().stream()
                .filter(flag -> !OF_THE_MACHINE.contains(flag))
                .collect(Collectors.toSet());
    }
}
