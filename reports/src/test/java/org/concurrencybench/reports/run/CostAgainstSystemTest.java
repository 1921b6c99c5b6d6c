package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What we say that a trial's processes used is what the system says, asked by other means. */
@Tag("slow")
class CostAgainstSystemTest {
    /** Prints the CPU ticks of process $1 and all that descends from it, with the children that they have reaped. */
    private static final String TICKS = """
            all=$1; next=$1
            while [ -n "$next" ]; do
              next=$(for p in $next; do cat /proc/$p/task/*/children 2>/dev/null; done)
              all="$all $next"
            done
            for p in $all; do cat /proc/$p/stat 2>/dev/null; done \\
              | awk '{ sub(/.*\\) /, ""); sum += $12 + $13 + $14 + $15 } END { print sum + 0 }'
            """;

    /** Until file $2 is there, looks at the memory of process $1 and its descendants, page by page; prints the most. */
    private static final String MEMORY = """
            most=0
            while [ ! -e "$2" ]; do
              all=$1; next=$1
              while [ -n "$next" ]; do
                next=$(for p in $next; do cat /proc/$p/task/*/children 2>/dev/null; done)
                all="$all $next"
              done
              sum=$(for p in $all; do cat /proc/$p/smaps 2>/dev/null; done | awk '/^Pss:/ { s += $2 } END { print s + 0 }')
              if [ "$sum" -gt "$most" ]; then most=$sum; fi
              sleep 0.2
            done
            echo $most
            """;

    @TempDir
    private Path folder;

    @BeforeAll
    static void theSystemHasAnAccount() {
        assumeTrue(
                Files.isReadable(Path.of("/proc/self/smaps")) && Files.isDirectory(Path.of("/proc/self/task")),
                "without /proc there is no other account of a tree of processes");
    }

    @ParameterizedTest
    @CsvSource({"platform-pool, primes", "process-pool, primes"})
    void cpuTimeAndMemoryOfATreeOfProcessesAreThoseOfTheSystem(String model, String workload) throws Exception {
        Path group = cgroup();
        List<String> command = new ArrayList<>(List.of("sh", "-c", "echo $$ > \"$0\"; exec \"$@\""));
        command.add(group == null ? "/dev/null" : group.resolve("cgroup.procs").toString());
        command.addAll(List.of(
                InProcessRun.JAVA.toString(),
                "-Xms256m",
                "-Xmx256m",
                "-XX:+UseG1GC",
                "-Dconcurrencybench.worker.jvmargs=-Xms128m\n-Xmx128m\n-XX:+UseG1GC",
                "-cp",
                System.getProperty("java.class.path"),
                AccountedProcess.class.getName(),
                model,
                workload,
                "3"));
        Process accounted = new ProcessBuilder(command)
                .redirectError(folder.resolve("errors").toFile())
                .start();
        Path over = folder.resolve("over");
        Process watching = script(MEMORY, Long.toString(accounted.pid()), over.toString());
        try {
            BufferedReader lines = accounted.inputReader();
            assertEquals("ready", lines.readLine(), () -> errors());
            double before = cpuSeconds(group, accounted.pid());
            accounted.outputWriter().append("go\n").flush();
            String[] told = String.valueOf(lines.readLine()).split(" ");
            double cpu = cpuSeconds(group, accounted.pid()) - before;
            assertEquals("done", told[0], () -> errors());
            String[] figures = String.valueOf(lines.readLine()).split(" ");
            Files.createFile(over);
            double memory = Double.parseDouble(watching.inputReader().readLine()) * 1024;
            double ownCpu = Double.parseDouble(told[1]) / 1e9;
            double ownMemory = Double.parseDouble(figures[0]);
            String seen = String.join(" ", told) + " " + String.join(" ", figures) + "; the system: " + cpu + " s, "
                    + memory + " bytes" + (group == null ? "" : " (cgroup)");
            System.out.println(model + ": " + seen);
            assertTrue(cpu > 2.9, () -> "the CPUs were busy: " + seen);
            assertEquals(cpu, ownCpu, cpu * 0.05, seen);
            assertEquals(memory, ownMemory, memory * 0.10, seen);
            double parts =
                    (Double.parseDouble(figures[2]) + Double.parseDouble(figures[3]) + Double.parseDouble(figures[4]))
                            / 1e9;
            assertTrue(parts > 0 && parts < ownCpu, () -> "driver, compilers and collectors are a part: " + seen);
            assertTrue(Double.parseDouble(figures[1]) > 0, () -> "allocation is known: " + seen);
            accounted.outputWriter().append("end\n").flush();
            assertTrue(accounted.waitFor(20, TimeUnit.SECONDS));
        } finally {
            accounted.descendants().forEach(ProcessHandle::destroyForcibly);
            accounted.destroyForcibly().waitFor();
            watching.destroyForcibly().waitFor();
            if (group != null) {
                Files.deleteIfExists(group);
            }
        }
    }

    private String errors() {
        try {
            return Files.readString(folder.resolve("errors"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** A group of its own in the system's accounting of CPU time; null where none can be made. */
    private static Path cgroup() {
        for (String root : new String[] {"/sys/fs/cgroup/cpuacct", "/sys/fs/cgroup"}) {
            Path group = Path.of(
                    root, "concurrencybench-test-" + ProcessHandle.current().pid());
            boolean second = root.endsWith("cgroup");
            if (second && !Files.exists(Path.of(root, "cgroup.controllers"))) {
                continue;
            }
            try {
                Files.createDirectory(group);
                if (Files.exists(group.resolve(second ? "cpu.stat" : "cpuacct.usage"))) {
                    return group;
                }
                Files.delete(group);
            } catch (IOException e) {
                // not allowed here: the other one, or the process table
            }
        }
        return null;
    }

    private static double cpuSeconds(Path group, long pid) throws Exception {
        if (group == null) {
            Process ticks = script(TICKS, Long.toString(pid));
            return Double.parseDouble(ticks.inputReader().readLine()) / 100;
        }
        Path usage = group.resolve("cpuacct.usage");
        if (Files.exists(usage)) {
            return Double.parseDouble(Files.readString(usage).strip()) / 1e9;
        }
        return Files.readAllLines(group.resolve("cpu.stat")).stream()
                .filter(line -> line.startsWith("usage_usec"))
                .mapToDouble(line -> Double.parseDouble(line.split(" ")[1]) / 1e6)
                .findFirst()
                .orElseThrow();
    }

    private static Process script(String text, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", text, "sh"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }
}
