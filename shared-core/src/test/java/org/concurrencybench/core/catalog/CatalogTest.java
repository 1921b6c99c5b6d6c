package org.concurrencybench.core.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.api.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsBuiltInIsFoundSortedById() throws Exception {
        List<String> ids = load().workloads().stream().map(Workload::id).toList();
        assertTrue(ids.containsAll(List.of("nothing", "sha256", "sleep")), ids::toString);
        assertEquals(ids.stream().sorted().toList(), ids);
    }

    @Test
    void aWorkloadOfTheUserStandsBesideThem() throws Exception {
        assertEquals(Twin.class, load(Twin.class.getName()).workload("twin").getClass());
    }

    @Test
    void anUnknownIdIsRefusedWithTheKnownOnesAndWhereOwnOnesComeFrom() throws Exception {
        Catalog catalog = load();
        UsageException refused = assertThrows(UsageException.class, () -> catalog.workload("sha"));
        String message = refused.getMessage();
        assertTrue(message.startsWith("unknown workload 'sha'; known: "), message);
        catalog.workloads().forEach(known -> assertTrue(message.contains(known.id()), message));
        assertTrue(message.contains("--jars"), message);
        assertTrue(assertThrows(UsageException.class, () -> catalog.model("none"))
                .getMessage()
                .startsWith("unknown model 'none'"));
    }

    @Test
    void twoOfOneIdAreRefusedWithBothClasses() {
        String message = refusal(Twin.class.getName(), OtherTwin.class.getName());
        assertTrue(message.startsWith("two workloads have the id 'twin': "), message);
        assertTrue(message.contains(Twin.class.getName()), message);
        assertTrue(message.contains(OtherTwin.class.getName()), message);
        assertTrue(message.contains("Rename one of them"), message);
    }

    @Test
    void anIdThatCouldNotStandInAPlanIsRefusedWithTheRule() {
        String message = refusal(Misnamed.class.getName());
        assertTrue(message.contains(Misnamed.class.getName()), message);
        assertTrue(message.contains("'Bad Id'"), message);
        assertTrue(message.contains("lower-case letters"), message);
    }

    @Test
    void theOldNameOfNothingIsUnderstoodAndNobodyElseCanHaveIt() throws Exception {
        assertEquals("nothing", load().workload("null").id());
        String message = refusal(Nameless.class.getName());
        assertTrue(message.contains("'null', by which older plans mean 'nothing'"), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Throwing      | Correct its constructor, which threw this.
            BadId         | Correct its id(), which threw this.
            Dependent     | needs the class com.example.Library, which is not in any of the given jars: name the jar that holds it
            LateDependent | needs the class com.example.Library, which is not in any of the given jars: name the jar that holds it
            Initialized   | Correct the static initializer that failed.
            Private       | META-INF/services/org.concurrencybench.core.api.Workload in its jar
            Unmakeable    | public with a public constructor without arguments
            """)
    void aClassThatCannotBeMadeIsRefusedInOneLineWithWhatHelps(String name, String remedy) {
        String message = refusal(CatalogTest.class.getName() + "$" + name);
        assertTrue(message.startsWith("a workload cannot be loaded: "), message);
        assertTrue(message.contains(name), message);
        assertTrue(message.contains(remedy), message);
        assertEquals(1, message.lines().count(), message);
        assertEquals(remedy.contains("public") || remedy.contains("META-INF"), message.contains("META-INF"), message);
    }

    @Test
    void theCauseOfAFailedConstructorIsTold() {
        String message = refusal(Throwing.class.getName());
        assertTrue(message.contains("no licence file"), message);
    }

    @Test
    void aFamilyWithoutABenchmarkIsNamedWithTheFileThatIsMissing() throws Exception {
        Catalog catalog = load();
        String message = assertThrows(UsageException.class, () -> catalog.benchmark(ModelFamily.THREADS))
                .getMessage();
        assertTrue(message.contains("'threads'"), message);
        assertTrue(message.contains("META-INF/services/org.concurrencybench.core.api.Harness"), message);
    }

    @Test
    void aClassThatIsMissingOrNoWorkloadIsNamed() {
        assertTrue(refusal("com.example.Missing").contains("com.example.Missing"));
        assertTrue(refusal(CatalogTest.class.getName()).contains("not a subtype"));
    }

    private String refusal(String... providers) {
        return assertThrows(UsageException.class, () -> load(providers)).getMessage();
    }

    private Catalog load(String... providers) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(Workload.class.getName()), String.join("\n", providers));
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            return Catalog.load(loader);
        }
    }

    /** The least that a workload can be. */
    public static class Twin implements Workload<Integer, Integer> {
        @Override
        public String id() {
            return "twin";
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

    /** Has an id that is taken. */
    public static final class OtherTwin extends Twin {}

    /** Has an id that no plan could name. */
    public static final class Misnamed extends Twin {
        @Override
        public String id() {
            return "Bad Id";
        }
    }

    /** Has the old id of another workload. */
    public static final class Nameless extends Twin {
        @Override
        public String id() {
            return "null";
        }
    }

    /** Cannot be made. */
    public static final class Throwing extends Twin {
        public Throwing() {
            throw new IllegalStateException("no licence file");
        }
    }

    /** Lacks a library, as a jar without its dependencies does. */
    public static final class Dependent extends Twin {
        @Override
        public String id() {
            throw new NoClassDefFoundError("com/example/Library, which Dependent needs");
        }
    }

    /** The same, found out by its constructor. */
    public static final class LateDependent extends Twin {
        public LateDependent() {
            throw new NoClassDefFoundError("com/example/Library");
        }
    }

    /** Has an id that cannot be told. */
    public static final class BadId extends Twin {
        @Override
        public String id() {
            throw new IllegalStateException("no id");
        }
    }

    /** Cannot even be looked at. */
    public static final class Initialized extends Twin {
        private static final int NUMBER = Integer.parseInt("no number");

        @Override
        public String id() {
            return "initialized-" + NUMBER;
        }
    }

    /** Its constructor is not public. */
    public static final class Private extends Twin {
        private Private() {}
    }

    /** Its constructor wants something. */
    public static final class Unmakeable extends Twin {
        public Unmakeable(String what) {
            assertEquals("", what);
        }
    }
}
