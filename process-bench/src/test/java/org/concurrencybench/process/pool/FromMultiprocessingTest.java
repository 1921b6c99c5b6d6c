package org.concurrencybench.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.concurrencybench.process.fixtures.OwnHost;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every program of the page for those who come from Python is the one that is compiled here, and prints what it says.
 */
@Timeout(240)
class FromMultiprocessingTest {
    private static final Path PAGE = Path.of("..", "docs", "from-multiprocessing-to-java.md");
    private static final Path SOURCES = Path.of("src/test/java/org/concurrencybench/process/frompython");
    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n(.*?)\n```\n", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("public final class (\\w+)");

    /** One part of the page. */
    private record Example(String title, String name, String source, String prints) {
        static Example of(String part) {
            String title = part.lines().findFirst().orElseThrow();
            String java = block(title, part, "java");
            Matcher name = CLASS.matcher(java);
            assertTrue(name.find(), title);
            assertTrue(!block(title, part, "python").isBlank(), title);
            return new Example(title, name.group(1), java, block(title, part, "text"));
        }

        private static String block(String title, String part, String language) {
            List<String> blocks = BLOCK.matcher(part)
                    .results()
                    .filter(block -> block.group(1).equals(language))
                    .map(block -> block.group(2))
                    .toList();
            assertEquals(1, blocks.size(), title + ": one block of " + language);
            return blocks.getFirst();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Example> examples() throws IOException {
        String[] parts = Files.readString(PAGE).split("(?m)^## ");
        return Arrays.stream(parts).skip(1).map(Example::of).toList();
    }

    @Test
    void pageShowsEveryProgramOnce() throws Exception {
        List<String> shown = examples().stream().map(Example::name).sorted().toList();
        try (Stream<Path> files = Files.list(SOURCES)) {
            List<String> there = files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .sorted()
                    .toList();
            assertEquals(there, shown);
        }
        assertTrue(shown.size() >= 19, "no example is left out: " + shown);
        assertEquals(shown.size(), new TreeSet<>(shown).size());
    }

    @Test
    void pageShowsExactlyWhatIsCompiled() throws Exception {
        for (Example example : examples()) {
            String compiled = Files.readString(SOURCES.resolve(example.name() + ".java"));
            assertEquals(compiled.stripTrailing(), example.source(), example.title());
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    @Tag("slow")
    void programPrintsWhatThePageSays(Example example) throws Exception {
        Class<?> program = Class.forName("org.concurrencybench.process.frompython." + example.name());
        String printed = OwnHost.printedBy(program).lines().collect(Collectors.joining("\n"));
        assertEquals(example.prints(), printed, example.title());
    }

    @Test
    void readmeLeadsToThePage() throws Exception {
        assertTrue(Files.readString(Path.of("README.md")).contains("(../docs/from-multiprocessing-to-java.md)"));
    }
}
