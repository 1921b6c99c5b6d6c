package org.concurrencybench.process.internal.launch;

import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.ProcessPoolException;
import org.concurrencybench.process.api.Transport;
import org.concurrencybench.process.api.WorkerStartException;
import org.concurrencybench.process.fixtures.Functions;
import org.concurrencybench.process.fixtures.SmallDisk;
import org.concurrencybench.process.pool.ProcessPool;
import org.concurrencybench.process.pool.ProcessPoolConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Machines that are not like the one it was written on: a pool works there, or says what is wrong and what to do. */
@Timeout(120)
class OddEnvironmentTest {
    private static final String TEMPORARY = "java.io.tmpdir";
    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final String ODD_NAME = "gr\u00fc\u00dfe und mehr";

    @TempDir
    Path directory;

    private final String before = System.getProperty(TEMPORARY);

    @AfterEach
    void moveTemporaryDirectoryBack() {
        System.setProperty(TEMPORARY, before);
    }

    /** A pool in a JVM of its own; says how it went. The argument takes the place of the class path. */
    static final class Elsewhere {
        public static void main(String[] args) throws Exception {
            ProcessPoolConfig config = ProcessPoolConfig.ofWorkers(1);
            if (args.length > 0) {
                config = config.withClassPath(args[0] + File.pathSeparator + "/" + ODD_NAME);
            }
            try (var pool = ProcessPool.start(config, FunctionSpec.of(Functions.Obey.class))) {
                System.out.println("works in " + get(pool.submit("property java.class.path")));
                System.out.println(pool.workers().getFirst().processors() + " processor");
            } catch (ProcessPoolException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private static String elsewhere(Map<String, String> variables, List<String> prefix, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dstdout.encoding=UTF-8",
                "-cp",
                CLASS_PATH,
                Elsewhere.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(variables);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    private static void assertWorks(ProcessPoolConfig config) throws Exception {
        try (var pool = ProcessPool.start(config, FunctionSpec.of(Functions.Twice.class))) {
            assertEquals(4L, get(pool.submit(2L)));
        }
    }

    private static String refusal(ProcessPoolConfig config) {
        var function = FunctionSpec.of(Functions.Twice.class);
        return assertThrows(WorkerStartException.class, () -> ProcessPool.start(config, function))
                .getMessage();
    }

    @Test
    void classPathOf200KilobytesWorks() throws Exception {
        String more = (File.pathSeparator + "/no/such/folder/with-a-name-of-some-length/library.jar").repeat(4000);
        assertTrue(more.length() > 200_000);
        assertWorks(ProcessPoolConfig.ofWorkers(1).withClassPath(CLASS_PATH + more));
    }

    @Test
    void pathsWithSpacesAndUmlautsWork() throws Exception {
        assumeTrue(
                StandardCharsets.UTF_8.name().equals(System.getProperty("sun.jnu.encoding")),
                "this JVM's locale cannot name such a path");
        Path odd = Files.createDirectory(directory.resolve(ODD_NAME));
        List<Path> links = new ArrayList<>();
        for (String entry : CLASS_PATH.split(File.pathSeparator)) {
            Path link = odd.resolve(links.size() + " ' \\ " + Path.of(entry).getFileName());
            links.add(Files.createSymbolicLink(link, Path.of(entry).toAbsolutePath()));
        }
        String classPath = links.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        Path home = Files.createSymbolicLink(odd.resolve("java"), Path.of(System.getProperty("java.home")));
        links.add(home);
        System.setProperty(TEMPORARY, odd.toString());
        try {
            assertWorks(ProcessPoolConfig.ofWorkers(1)
                    .withJava(home.resolve("bin").resolve("java"))
                    .withClassPath(classPath));
        } finally {
            for (Path link : links) {
                Files.delete(link);
            }
        }
    }

    @Test
    void localeThatCannotSayAPathIsNamed() throws Exception {
        String utf8 = elsewhere(Map.of("LC_ALL", "C.UTF-8"), List.of(), CLASS_PATH);
        assumeTrue(utf8.contains("works in") && utf8.contains(ODD_NAME), "no such locale here: " + utf8);
        String ascii = elsewhere(Map.of("LC_ALL", "C"), List.of(), CLASS_PATH);
        assertTrue(ascii.contains("run it in a UTF-8 locale (LC_ALL=C.UTF-8)"), ascii);
    }

    @Test
    void temporaryDirectoryOf120CharactersWorks() throws Exception {
        Path folder = directory;
        while (folder.toString().length() < 120) {
            folder = folder.resolve("a-rather-long-name");
        }
        System.setProperty(TEMPORARY, Files.createDirectories(folder).toString());
        assertWorks(ProcessPoolConfig.ofWorkers(1));
        assertWorks(ProcessPoolConfig.ofWorkers(1).withTransport(Transport.TCP));
    }

    @Test
    void missingTemporaryDirectoryIsNamed() {
        Path missing = Path.of("/no/such/folder");
        System.setProperty(TEMPORARY, missing.toString());
        String message = refusal(ProcessPoolConfig.ofWorkers(1));
        assertTrue(message.contains(missing.toString()), message);
        assertTrue(message.contains("java.io.tmpdir"), message);
    }

    @Test
    void poolInAFullTemporaryDirectoryWorksOrSaysSoAndLeavesNothing() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(100)) {
            Path path = disk.path();
            System.setProperty(TEMPORARY, path.toString());
            int argumentPages = 1 + CLASS_PATH.length() / 4096;
            List<String> refusals = new ArrayList<>();
            for (int pagesLeft : new int[] {0, argumentPages, argumentPages + 1, argumentPages + 8}) {
                disk.fillUpTo(pagesLeft);
                try {
                    assertWorks(ProcessPoolConfig.ofWorkers(1).withMaxDeaths(1));
                } catch (WorkerStartException e) {
                    refusals.add(e.getMessage());
                }
                try (var files = Files.list(path)) {
                    assertEquals(List.of(path.resolve("filler")), files.toList(), "only what was there before");
                }
            }
            assertTrue(!refusals.isEmpty() && refusals.size() < 4, "some start, and some do not: " + refusals);
            for (String message : refusals) {
                assertTrue(message.contains("No space left on device"), message);
                assertTrue(message.contains("cannot write " + path), message);
            }
        }
    }

    @Test
    void fullTableOfInodesIsNamed() throws Exception {
        List<String> refusals = new ArrayList<>();
        for (int inodes = 2; inodes < 9; inodes++) { // from none to as many as a pool takes
            try (SmallDisk disk = SmallDisk.mountWithInodes(inodes)) {
                System.setProperty(TEMPORARY, disk.path().toString());
                try {
                    assertWorks(ProcessPoolConfig.ofWorkers(1).withMaxDeaths(1));
                } catch (WorkerStartException e) {
                    assertTrue(
                            e.getMessage().contains("table of inodes is full")
                                    || e.getMessage().contains("cannot bind the worker's socket"),
                            e.getMessage());
                    refusals.add(e.getMessage());
                }
            }
        }
        assertTrue(!refusals.isEmpty() && refusals.size() < 7, "some start, and some do not: " + refusals);
        assertTrue(refusals.getFirst().contains("table of inodes is full"), refusals.getFirst());
    }

    @Test
    void temporaryDirectoryThatFillsUpLaterHarmsNoWorker() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(100)) {
            System.setProperty(TEMPORARY, disk.path().toString());
            try (var pool = ProcessPool.start(
                    ProcessPoolConfig.ofWorkers(1).withSlots(600), FunctionSpec.of(Functions.Meet.class))) {
                disk.fillUpTo(0);
                List<java.util.concurrent.Future<String>> all = new ArrayList<>();
                for (long i = 0; i < 600; i++) {
                    all.add(pool.submit(i));
                }
                for (var one : all) {
                    get(one);
                }
                assertEquals(0, pool.statistics().workersDied());
            }
        }
    }

    @Test
    void oneProcessorIsEnough() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/taskset")), "no taskset here");
        String said = elsewhere(Map.of(), List.of("taskset", "-c", "0"));
        assertTrue(said.contains("works in"), said);
        assertTrue(said.contains("1 processor"), said);
        assertWorks(ProcessPoolConfig.ofWorkers(2).withSlots(3).withCpus(1));
    }

    @Test
    void optionsOfTheEnvironmentDoNotReachWorkers() throws Exception {
        String said = elsewhere(
                Map.of(
                        "JAVA_TOOL_OPTIONS", "-XX:ActiveProcessorCount=1",
                        "JDK_JAVA_OPTIONS", "-XX:ActiveProcessorCount=1",
                        "_JAVA_OPTIONS", "-Dthis=that"),
                List.of());
        assertTrue(said.contains("works in"), said);
        assertTrue(
                said.contains(Runtime.getRuntime().availableProcessors() + " processor"),
                "as many as without them: " + said);
    }
}
