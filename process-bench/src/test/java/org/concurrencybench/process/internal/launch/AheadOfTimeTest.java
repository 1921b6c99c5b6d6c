package org.concurrencybench.process.internal.launch;

import static org.concurrencybench.process.pool.ProcessPoolTest.failure;
import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.StartMethod;
import org.concurrencybench.process.api.WorkerDiedException;
import org.concurrencybench.process.api.WorkerStartException;
import org.concurrencybench.process.fixtures.Functions;
import org.concurrencybench.process.pool.ProcessPool;
import org.concurrencybench.process.pool.ProcessPoolConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Workers that start out of an ahead-of-time cache. */
@Timeout(240)
@EnabledForJreRange(min = JRE.JAVA_25, disabledReason = "ahead-of-time caches in one file came with JDK 25")
class AheadOfTimeTest {
    private static final FileTime LONG_AGO = FileTime.from(Instant.EPOCH.plusSeconds(1_000_000_000));

    @TempDir
    Path directory;

    private Path caches;
    private ProcessPoolConfig config;

    @BeforeEach
    void packageClasses() throws IOException {
        caches = directory.resolve("caches");
        config = ProcessPoolConfig.ofWorkers(1)
                .withStartMethod(StartMethod.SPAWN_AOT)
                .withCacheFolder(caches)
                .withClassPath(jars());
    }

    /** The class path of the tests, its folders as jars. */
    private String jars() throws IOException {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            entries.add(Files.isDirectory(path) ? jar(path, entries.size()).toString() : entry);
        }
        return String.join(File.pathSeparator, entries);
    }

    private Path jar(Path folder, int number) throws IOException {
        Path jar = directory.resolve("classes-" + number + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                var files = Files.walk(folder)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(folder.relativize(each).toString().replace(File.separatorChar, '/')));
                Files.copy(each, out);
            }
        }
        return jar;
    }

    private static String arguments(ProcessPool<String, String> pool) throws Exception {
        return get(pool.submit("arguments"));
    }

    private ProcessPool<String, String> pool() throws Exception {
        return ProcessPool.start(config, FunctionSpec.of(Functions.Obey.class));
    }

    private List<Path> made() throws IOException {
        try (var files = Files.list(caches)) {
            return files.toList();
        }
    }

    @Test
    @Tag("slow")
    void isMadeOnceAndLoadedEachTimeAndMadeAgainWhenItsClassesChangeOrItIsBroken() throws Exception {
        try (var pool = pool()) {
            assertTrue(arguments(pool).contains("-XX:AOTMode=on"), "without its cache the worker would not start");
        }
        Path first = made().getFirst();
        Object madeAs = identity(first);
        Files.setLastModifiedTime(first, LONG_AGO);
        try (var pool = pool()) {
            assertTrue(arguments(pool).contains("-XX:AOTCache=" + first), first::toString);
        }
        assertEquals(madeAs, identity(first));
        assertTrue(Files.getLastModifiedTime(first).compareTo(LONG_AGO) > 0, "it is marked as used");
        assertEquals(PosixFilePermissions.fromString("rwx------"), Files.getPosixFilePermissions(caches));

        Files.write(first, new byte[100]);
        try (var pool = pool()) {
            assertTrue(arguments(pool).contains("-XX:AOTCache=" + first), first::toString);
        }
        assertTrue(Files.size(first) > 100_000, "it was made again");

        Path changed;
        try (var jars = Files.newDirectoryStream(directory, "*.jar")) {
            changed = jars.iterator().next(); // one of this test's own
        }
        Files.setLastModifiedTime(changed, LONG_AGO);
        Path unused = Files.write(caches.resolve("unused.aot"), new byte[1]);
        Files.setLastModifiedTime(unused, LONG_AGO);
        try (var pool = pool()) {
            assertNotEquals(-1, arguments(pool).indexOf("-XX:AOTCache="));
            assertTrue(!arguments(pool).contains(first.toString()), "another cache for another class path");
        }
        assertEquals(2, made().size(), "the one in use stays, the one that was not used for long is gone");
    }

    /** Two files are the same if this is: a copy has another. */
    private static Object identity(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    @Test
    void poolOutlivesItsCache() throws Exception {
        try (var pool = pool()) {
            Files.delete(made().getFirst());
            failure(WorkerDiedException.class, pool.submit("halt 1"));
            assertTrue(!arguments(pool).contains("AOTCache"), "it was started without");
        }
    }

    @Test
    void classPathWithAFolderIsRefusedByName() {
        config = config.withClassPath(directory.toString());
        WorkerStartException refused = assertThrows(WorkerStartException.class, this::pool);
        assertTrue(refused.getMessage().contains("has the folder " + directory), refused::getMessage);
        assertTrue(refused.getMessage().contains("SPAWN"), refused::getMessage);
    }

    @Test
    void folderThatOthersMayWriteIsRefused() throws Exception {
        Files.createDirectory(caches);
        Files.setPosixFilePermissions(caches, PosixFilePermissions.fromString("rwxrwxrwx"));
        WorkerStartException refused = assertThrows(WorkerStartException.class, this::pool);
        assertTrue(refused.getMessage().contains("chmod 700"), refused::getMessage);
    }
}
