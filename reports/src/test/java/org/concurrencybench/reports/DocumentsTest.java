package org.concurrencybench.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The map, the recipes and the index name what there is. */
class DocumentsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern TYPE = Pattern.compile("(?<![\\w.-])([A-Z][a-z]+(?:[A-Z][a-z0-9]+)+)(?!\\w)");
    private static final Pattern DECLARED = Pattern.compile("\\b(?:class|interface|enum|record) (\\w+)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+\\.md)\\)");

    /** Of the JDK and of libraries, and placeholders of recipes. */
    private static final Set<String> OTHERS =
            Set.of("CompletableFuture", "ExecutorService", "NullMarked", "YourGate", "YourModel", "YourWorkload");

    @Test
    void theTypesThatMapAndRecipesNameAreThere() throws IOException {
        Set<String> types = types();
        for (String document : new String[] {"ARCHITECTURE.md", "CONTRIBUTING.md"}) {
            Set<String> missing = CODE.matcher(Files.readString(ROOT.resolve(document)))
                    .results()
                    .flatMap(code -> TYPE.matcher(code.group(1)).results())
                    .map(type -> type.group(1))
                    .filter(type -> !types.contains(type) && !OTHERS.contains(type))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(Set.of(), missing, document + " names types that are not there");
        }
    }

    @Test
    void theIndexNamesEveryDecision() throws IOException {
        Path decisions = ROOT.resolve("docs/decisions");
        Set<String> linked = LINK.matcher(Files.readString(decisions.resolve("README.md")))
                .results()
                .map(link -> link.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> files = Files.list(decisions)) {
            Set<String> missing = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d{4}-.*\\.md") && !linked.contains(name))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(Set.of(), missing);
        }
    }

    private static Set<String> types() throws IOException {
        Set<String> types = new TreeSet<>();
        for (String module : new String[] {"shared-core", "threads-bench", "async-bench", "process-bench", "reports"}) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    DECLARED.matcher(Files.readString(file)).results().forEach(type -> types.add(type.group(1)));
                }
            }
        }
        assertTrue(types.contains("DocumentsTest"), "the sources were found");
        return types;
    }
}
