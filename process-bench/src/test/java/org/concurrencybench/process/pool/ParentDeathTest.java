package org.concurrencybench.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No worker outlives the JVM that started it. */
@Timeout(120)
class ParentDeathTest {
    /** A parent whose workers compute on both slots and have a child each. */
    static final class Parent {
        public static void main(String[] args) throws Exception {
            var obeying = ProcessPool.start(ProcessPoolConfig.ofWorkers(1), Registration.of(Functions.Obey.class));
            System.out.println("tool " + obeying.submit("property tool").get());
            System.out.println("variable "
                    + obeying.submit("environment JAVA_TOOL_OPTIONS").get());
            System.out.println(obeying.submit("pid").get());
            System.out.println(obeying.submit("child").get());
            obeying.submit("hang");
            var spinning = ProcessPool.start(
                    ProcessPoolConfig.ofWorkers(2).withSlots(2), Registration.of(Functions.Spin.class));
            for (int i = 0; i < 3; i++) {
                spinning.submit(1L);
            }
            System.out.println(spinning.submit(0L).get());
            spinning.submit(1L);
            ProcessHandle.current().children().forEach(child -> System.out.println(child.pid()));
            System.out.println("ready");
            Thread.currentThread().join();
        }
    }

    @Test
    void workersAndTheirChildrenEndWhenTheParentIsKilled() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(
                java.toString(), "-cp", System.getProperty("java.class.path"), Parent.class.getName());
        builder.environment().put("JAVA_TOOL_OPTIONS", "-Dtool=yes");
        Process parent = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<Long> pids = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            assertEquals("tool null", lines.readLine(), "JVM options of the environment do not reach workers");
            assertEquals("variable null", lines.readLine());
            String line;
            while ((line = lines.readLine()) != null && !line.equals("ready")) {
                pids.add(Long.parseLong(line));
            }
            assertEquals("ready", line);
            assertTrue(pids.stream().allMatch(Processes::runs), "all run: " + pids);
            assertTrue(pids.stream().distinct().count() >= 4, "three workers and a child: " + pids);
            long pid = parent.pid();
            parent.destroyForcibly();
            Processes.await(
                    Duration.ofSeconds(10),
                    "end of " + pids,
                    () -> pids.stream().noneMatch(Processes::runs));
            parent.waitFor();
            leavesItsDirectoryToTheNextPool(pid);
        } finally {
            parent.destroyForcibly();
            pids.forEach(left -> ProcessHandle.of(left).ifPresent(ProcessHandle::destroyForcibly));
        }
    }

    /** A parent whose workers all compute without ever looking up, each with a child. */
    static final class ComputingParent {
        public static void main(String[] args) throws Exception {
            var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(2), Registration.of(Functions.Obey.class));
            for (int i = 0; i < 10; i++) {
                pool.submit("pid").get();
            }
            Thread.sleep(100); // now a slot receives, and its main thread sleeps
            pool.submit("child-and-compute");
            pool.submit("child-and-compute");
            while (ProcessHandle.current().descendants().count() < 4) {
                Thread.sleep(5);
            }
            ProcessHandle.current().descendants().forEach(process -> System.out.println(process.pid()));
            System.out.println("ready");
            Thread.currentThread().join();
        }
    }

    @Test
    @Tag("slow")
    @Timeout(600)
    void twentyTimesInARowComputingWorkersAndTheirChildrenEndWithTheirParent() throws Exception {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            millis.add(millisUntilAllHaveEnded());
        }
        System.out.println("milliseconds from the parent's death to the end of all: " + millis);
    }

    private static long millisUntilAllHaveEnded() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process parent = new ProcessBuilder(
                        java.toString(), "-cp", System.getProperty("java.class.path"), ComputingParent.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<Long> pids = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null && !line.equals("ready")) {
                pids.add(Long.parseLong(line));
            }
            assertEquals(4, pids.size(), "two workers with a child each: " + pids);
            long begin = System.nanoTime();
            parent.destroyForcibly();
            Processes.await(
                    Duration.ofSeconds(10),
                    "end of " + pids,
                    () -> pids.stream().noneMatch(Processes::runs));
            return (System.nanoTime() - begin) / 1_000_000;
        } finally {
            parent.destroyForcibly();
            pids.forEach(left -> ProcessHandle.of(left).ifPresent(ProcessHandle::destroyForcibly));
        }
    }

    private static void leavesItsDirectoryToTheNextPool(long deadPid) throws Exception {
        RunDirectory next = RunDirectory.create();
        try (next;
                var files = Files.list(next.path().getParent())) {
            assertTrue(files.noneMatch(file -> file.getFileName().toString().startsWith("cbp-" + deadPid + "-")));
        }
    }
}
