package org.concurrencybench.reports.run.jars;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.CellPlanner;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.plan.PlanReader;
import org.concurrencybench.reports.records.SharedLibrary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathsTest {
    @TempDir
    private Path folder;

    private Path other;

    @BeforeEach
    void makeAFolder() throws Exception {
        other = Files.createDirectory(folder.resolve("other"));
    }

    @Test
    void theUsersJarsStandBehindTheHarnessAndBeforeTheSuitesLibraries() throws Exception {
        OwnProject own = OwnProject.in(folder);
        List<Path> jars = UserJars.find(own.jar() + File.pathSeparator + own.libraries());
        ClassPaths paths = new ClassPaths(UserJars.catalog(jars), jars);

        List<Path> path = entries(paths.of(cell(jars, "own")));

        int first = path.indexOf(own.jar());
        assertEquals(jars, path.subList(first, first + 2));
        for (SuiteLibrary library : SuiteLibrary.values()) {
            Path suites = library.path().orElseThrow(() -> new AssertionError(library + " is not on this class path"));
            if (library == SuiteLibrary.MATH) {
                assertFalse(path.contains(suites), "the user brings " + library);
            } else {
                assertEquals(library.isHarness(), path.indexOf(suites) < first, library + " in " + path);
                assertTrue(path.contains(suites), library + " in " + path);
            }
        }
    }

    @Test
    void theSuitesOwnWorkloadsKeepTheSuitesLibraries() throws Exception {
        OwnProject own = OwnProject.in(folder);
        List<Path> jars = UserJars.find(own.jar() + File.pathSeparator + own.libraries());
        ClassPaths paths = new ClassPaths(UserJars.catalog(jars), jars);
        String without = new ClassPaths(UserJars.catalog(List.of()), List.of()).of(cell(List.of(), "primes"));
        assertEquals(without, paths.of(cell(jars, "primes")));
        assertTrue(entries(without).contains(SuiteLibrary.MATH.path().orElseThrow()), without);
    }

    @Test
    void aModelStandsWithItsOwnClasses() {
        Catalog catalog = UserJars.catalog(List.of());
        Plan plan = PlanReader.read("self-check");
        Cell twin = new CellPlanner(catalog, 2)
                .experiments(plan).stream()
                        .flatMap(experiment -> experiment.cells().stream())
                        .filter(cell -> cell.model().equals("twin"))
                        .findFirst()
                        .orElseThrow();
        Path ofTwin = ClassLocation.of(catalog.model("twin").getClass()).orElseThrow();
        assertTrue(entries(new ClassPaths(catalog, List.of()).of(twin)).contains(ofTwin));
        assertFalse(entries(new ClassPaths(catalog, List.of()).of(cell(List.of(), "primes")))
                .contains(ofTwin));
    }

    @Test
    void aTrialHasTheLibrariesOfItsModelAndNotThoseOfOtherModels() {
        ClassPaths paths = new ClassPaths(UserJars.catalog(List.of()), List.of());
        Path netty = SuiteLibrary.NETTY_TRANSPORT.path().orElseThrow();
        Path reactor = SuiteLibrary.REACTOR.path().orElseThrow();
        Path http = SuiteLibrary.HTTP_CLIENT.path().orElseThrow();
        for (String model : List.of("sequential", "virtual-threads", "completable-future", "process-pool", "hybrid")) {
            List<Path> path = entries(paths.of(on(model, Map.of())));
            assertFalse(path.contains(netty) || path.contains(reactor), model + ": " + path);
            assertTrue(path.contains(http), model + ": " + path);
        }
        for (Cell looping : List.of(
                on("event-loop", Map.of()),
                on("hybrid", Map.of("waits-on", "event-loop")),
                on("twin", Map.of("of", "event-loop")))) {
            List<Path> path = entries(paths.of(looping));
            assertTrue(path.contains(netty), looping + ": " + path);
            assertFalse(path.contains(reactor), looping + ": " + path);
        }
        for (Cell flowing : List.of(on("reactor", Map.of()), on("twin", Map.of("of", "reactor")))) {
            List<Path> path = entries(paths.of(flowing));
            assertTrue(path.contains(netty) && path.contains(reactor), flowing + ": " + path);
        }
    }

    private static Cell on(String model, Map<String, String> settings) {
        Cell cell = cell(List.of(), "mixed-kitchen");
        return new Cell(
                cell.workload(),
                cell.parameters(),
                model,
                cell.family(),
                settings,
                cell.cpus(),
                cell.concurrency(),
                cell.shape(),
                cell.roles(),
                "",
                "",
                cell.tasks(),
                "");
    }

    /**
     * Nothing that the harness refers to is missing, but what it never comes to in a measured JVM; where another model
     * is measured, only what {@link LoadedClassesTest} finds unused there.
     */
    @Test
    void allThatTheSuitesClassesReferToIsOnTheirClassPath() throws Exception {
        ClassPaths paths = new ClassPaths(UserJars.catalog(List.of()), List.of());
        TreeSet<String> referred = referred();
        assertEquals(List.of(), missing(paths.of(on("reactor", Map.of())), referred));
        assertEquals(
                List.of(),
                missing(paths.of(cell(List.of(), "primes")), referred).stream()
                        .filter(name ->
                                LoadedClassesTest.OF_SOME_MODELS.stream().noneMatch(name::startsWith))
                        .toList());
    }

    private static TreeSet<String> referred() throws Exception {
        List<Path> own = Stream.of(SuiteLibrary.CORE, SuiteLibrary.THREADS, SuiteLibrary.ASYNC, SuiteLibrary.PROCESS)
                .map(SuiteLibrary::path)
                .flatMap(Optional::stream)
                .toList();
        TreeSet<String> referred = new TreeSet<>();
        List<JavaClass> types = new ArrayList<>();
        // A folder's classes for newer JDKs are not on its class path; they refer to the JDK and each other only.
        ClassFileImporter importer =
                new ClassFileImporter().withImportOption(location -> !location.contains("/META-INF/versions/"));
        for (Path module : own) { // folders where only classes are built, else jars
            types.addAll(
                    Files.isDirectory(module)
                            ? importer.importPath(module)
                            : importer.importJar(new JarFile(module.toFile())));
        }
        for (JavaClass type : types) {
            type.getDirectDependenciesFromSelf().stream()
                    .map(Dependency::getTargetClass)
                    .map(JavaClass::getBaseComponentType)
                    .filter(target -> !target.isPrimitive() && !target.isAnnotation())
                    .forEach(target -> referred.add(target.getName()));
        }
        assertTrue(referred.contains("org.objectweb.asm.ClassReader"), referred::toString);
        return referred;
    }

    /** Those of {@code names} that a JVM with {@code path} does not have. */
    private static List<String> missing(String path, TreeSet<String> names) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (Path entry : entries(path)) {
            urls.add(entry.toUri().toURL());
        }
        List<String> missing = new ArrayList<>();
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            for (String name : names) {
                try {
                    Class.forName(name, false, loader);
                } catch (ClassNotFoundException e) {
                    missing.add(name);
                } catch (NoClassDefFoundError e) { // one that it extends
                    missing.add(String.valueOf(e.getMessage()).replace('/', '.'));
                }
            }
            assertThrows(ClassNotFoundException.class, () -> loader.loadClass("picocli.CommandLine"));
        }
        return missing;
    }

    @Test
    void inTheRunnerTheUsersClassesSeeTheirOwnLibrariesAndTheSuitesInterfaces() throws Exception {
        OwnProject own = OwnProject.in(folder);
        List<Path> jars = UserJars.find(own.jar() + File.pathSeparator + own.libraries());
        Workload<?, ?> workload = UserJars.catalog(jars).workload("own");
        ClassLoader loader = workload.getClass().getClassLoader();
        Class<?> precision = loader.loadClass("org.apache.commons.math3.util.Precision");
        assertEquals(
                OwnProject.VERSION,
                precision
                        .getMethod("compareTo", double.class, double.class, double.class)
                        .invoke(null, 1, 1, 0));
        assertSame(Workload.class, loader.loadClass(Workload.class.getName()));
        assertEquals(
                "com.sun.source.util.JavacTask",
                loader.loadClass("com.sun.source.util.JavacTask").getName());
        assertThrows(ClassNotFoundException.class, () -> loader.loadClass("picocli.CommandLine"));
    }

    @Test
    void jmhAndTheSuiteItselfStayTheSuitesAndThatIsAWarning() throws Exception {
        Path classes =
                OwnProject.classes(other, Map.of("ForkedMain", "package org.openjdk.jmh.runner; class ForkedMain {}"));
        Path jar = OwnProject.jar(
                folder.resolve("benchmarks.jar"),
                classes,
                Map.of("META-INF/maven/org.openjdk.jmh/jmh-core/pom.properties", "version=1.23\n"));
        var jars = new ClassPaths(UserJars.catalog(List.of()), List.of(jar)).userJars();
        SharedLibrary jmh = jars.getFirst().shared().getFirst();
        assertEquals(1, jars.getFirst().shared().size());
        assertEquals(List.of("jmh-core", "1.23", "1.37"), List.of(jmh.name(), jmh.users(), jmh.suites()));
        assertFalse(jmh.usersUsed());
        String told = ClassPaths.told(jars).getFirst();
        assertTrue(
                told.startsWith("warning: benchmarks.jar: its jmh-core 1.23 is not used, but the suite's 1.37:"), told);
        assertTrue(told.contains("'provided'"), told);
    }

    @Test
    void theSameClassesInTheUsersJarAreNoConflict() throws Exception {
        Path same = Files.copy(SuiteLibrary.ASM.path().orElseThrow(), folder.resolve("asm-copy.jar"));
        ClassPaths paths = new ClassPaths(UserJars.catalog(List.of()), List.of(same));
        assertEquals(List.of(), paths.userJars().getFirst().shared());
    }

    @Test
    void whoBringsALoggerIsNotSilenced() throws Exception {
        Path service = Files.createDirectories(other.resolve("META-INF/services"));
        Files.writeString(service.resolve("org.slf4j.spi.SLF4JServiceProvider"), "com.example.Logger\n");
        Path logger = OwnProject.jar(folder.resolve("logger.jar"), other, Map.of());
        List<Path> libraries = ClassPaths.libraries(List.of(JarContents.of(logger)));
        assertFalse(libraries.contains(SuiteLibrary.SLF4J_SILENCE.path().orElseThrow()));
        assertTrue(libraries.contains(SuiteLibrary.SLF4J.path().orElseThrow()));
        assertTrue(ClassPaths.libraries(List.of())
                .contains(SuiteLibrary.SLF4J_SILENCE.path().orElseThrow()));
    }

    private static Cell cell(List<Path> jars, String workload) {
        Plan plan = PlanReader.read("smoke");
        return new CellPlanner(UserJars.catalog(jars), 2)
                .cells(plan, Plan.PlannedWorkload.of(workload))
                .getFirst();
    }

    private static List<Path> entries(String path) {
        return Stream.of(path.split(File.pathSeparator)).map(Path::of).toList();
    }
}
