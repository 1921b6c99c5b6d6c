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
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.fixtures.Functions;
import org.concurrencybench.process.fixtures.Processes;
import org.concurrencybench.process.fixtures.Sweep;
import org.concurrencybench.process.internal.launch.RunDirectory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No worker outlives the JVM that started it. */
@Timeout(120)
class ParentDeathTest {
    /** A parent whose workers compute on both slots and have a child each. */
    static final class Parent {
        public static void main(String[] args) throws Exception {
            var obeying = ProcessPool.start(ProcessPoolConfig.ofWorkers(1), FunctionSpec.of(Functions.Obey.class));
            System.out.println("tool " + obeying.submit("property tool").get());
            System.out.println("variable "
                    + obeying.submit("environment JAVA_TOOL_OPTIONS").get());
            System.out.println(obeying.submit("pid").get());
            System.out.println(obeying.submit("child").get());
            obeying.submit("hang");
            var spinning = ProcessPool.start(
                    ProcessPoolConfig.ofWorkers(2).withSlots(2), FunctionSpec.of(Functions.Spin.class));
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
            Path folder = folderOfThisUser();
            List<Path> directories = directoriesIn(folder, pids);
            assertEquals(2, directories.size(), "one for each of its pools");
            parent.destroyForcibly();
            Processes.await(
                    Duration.ofSeconds(10),
                    "end of " + pids,
                    () -> pids.stream().noneMatch(Processes::runs));
            parent.waitFor();
            Sweep.removes(directories);
        } finally {
            parent.destroyForcibly();
            pids.forEach(left -> ProcessHandle.of(left).ifPresent(ProcessHandle::destroyForcibly));
        }
    }

    /**
     * A parent of one worker, which does as the argument says. Its pid follows, stopped if the second argument says so.
     */
    static final class LeavingParent {
        public static void main(String[] args) throws Exception {
            var obeying = ProcessPool.start(
                    ProcessPoolConfig.ofWorkers(1).withSlots(2), FunctionSpec.of(Functions.Obey.class));
            String pid = obeying.submit("pid").get();
            obeying.submit(args[0]);
            while (ProcessHandle.allProcesses().noneMatch(process -> isSleeper(process, args[0].split(" ")[1]))) {
                Thread.sleep(5);
            }
            if (args[1].equals("stop")) {
                new ProcessBuilder("kill", "-STOP", pid).start().waitFor();
            }
            System.out.println(pid);
            Thread.currentThread().join();
        }
    }

    private static boolean isSleeper(ProcessHandle process, String seconds) {
        return process.info()
                .arguments()
                .filter(arguments -> arguments.length == 1 && arguments[0].equals(seconds))
                .isPresent();
    }

    private static boolean sleeps(String seconds) {
        return ProcessHandle.allProcesses().anyMatch(process -> isSleeper(process, seconds));
    }

    /** Nobody else's children sleep so long. */
    private static String unusualSeconds(int number) {
        return "98" + number + "." + ProcessHandle.current().pid();
    }

    private interface Check {
        void check(long workerPid) throws Exception;
    }

    private static void afterDeathOfParent(String order, String seconds, String then, Check check) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process parent = new ProcessBuilder(
                        java.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LeavingParent.class.getName(),
                        order + " " + seconds,
                        then)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            long pid = Long.parseLong(lines.readLine());
            assertTrue(Processes.runs(pid) && sleeps(seconds));
            parent.destroyForcibly().waitFor();
            try {
                check.check(pid);
            } finally {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        } finally {
            parent.destroyForcibly();
            ProcessHandle.allProcesses()
                    .filter(process -> isSleeper(process, seconds))
                    .forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void grandchildWhoseParentHasEndedEndsWithTheWorker() throws Exception {
        String seconds = unusualSeconds(1);
        afterDeathOfParent(
                "orphan",
                seconds,
                "go on",
                worker -> Processes.await(Duration.ofSeconds(10), "end of the grandchild", () -> !sleeps(seconds)));
    }

    @Test
    void childrenStartedWhileAWorkerEndsAreEndedByTheNextPool() throws Exception {
        String seconds = unusualSeconds(2);
        afterDeathOfParent("start-children", seconds, "go on", worker -> {
            Processes.await(Duration.ofSeconds(10), "end of the worker", () -> !Processes.runs(worker));
            Processes.await(Duration.ofSeconds(10), "end of its children", () -> {
                Sweep.run();
                return !sleeps(seconds);
            });
        });
    }

    @Test
    void stoppedWorkerIsEndedByTheNextPool() throws Exception {
        String seconds = unusualSeconds(3);
        afterDeathOfParent("orphan", seconds, "stop", worker -> {
            Processes.await(Duration.ofSeconds(10), "end of the worker", () -> {
                Sweep.run();
                return !Processes.runs(worker);
            });
            Processes.await(Duration.ofSeconds(10), "end of its grandchild", () -> !sleeps(seconds));
        });
    }

    @Test
    void workersOfTheLivingAreSparedByTheNextPool() throws Exception {
        String seconds = unusualSeconds(4);
        try (var living = ProcessPool.start(ProcessPoolConfig.ofWorkers(1), FunctionSpec.of(Functions.Obey.class))) {
            String pid = living.submit("pid").get();
            long child = Long.parseLong(living.submit("child").get());
            afterDeathOfParent(
                    "orphan",
                    seconds,
                    "stop",
                    worker -> Processes.await(Duration.ofSeconds(60), "end of the worker", () -> {
                        Sweep.run();
                        return !Processes.runs(worker);
                    }));
            assertEquals(pid, living.submit("pid").get(), "its parent lives");
            assertTrue(Processes.runs(child));
        }
    }

    /** A parent whose workers all compute without ever looking up, each with a child. */
    static final class ComputingParent {
        public static void main(String[] args) throws Exception {
            var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(2), FunctionSpec.of(Functions.Obey.class));
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

    private static Path folderOfThisUser() throws Exception {
        try (RunDirectory mine = RunDirectory.create()) {
            return mine.path().getParent();
        }
    }

    /** The run directories that stand in the environment of these processes. */
    private static List<Path> directoriesIn(Path folder, List<Long> pids) throws Exception {
        List<Path> found = new ArrayList<>();
        try (var directories = Files.list(folder)) {
            for (Path directory : directories.filter(Files::isDirectory).toList()) {
                for (long pid : pids) {
                    String environment =
                            Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
                    if (environment.contains(directory + "/") && !found.contains(directory)) {
                        found.add(directory);
                    }
                }
            }
        }
        return found;
    }
}
