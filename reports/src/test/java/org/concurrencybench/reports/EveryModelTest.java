package org.concurrencybench.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.os.ParentWatch;
import org.concurrencybench.process.ProcessPoolModel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every model runs every workload that it does not refuse, and all of them give the same outputs. */
@Tag("slow")
class EveryModelTest {
    /** Its outputs are what others are held against. */
    private static final String FIRST = "sequential";

    private static final int FEATURE = Runtime.version().feature();
    /** The JDK that the catalogue is written for. */
    private static final int CATALOGUE = 25;

    private static final Pattern REFUSED =
            Pattern.compile("^\\| `([^`]+)` does not run `([^`]+)` \\| (.+) \\|$", Pattern.MULTILINE);

    @TempDir
    private Path folder;

    @Test
    void everyModelWithinOneJvmRunsEveryWorkloadRightOrIsKnownToRefuseIt() throws Exception {
        assertRight(models(model -> model.family() != ModelFamily.PROCESS));
    }

    @Test // starts some JVMs for each workload
    void everyModelOfProcessesRunsEveryWorkloadRightOrIsKnownToRefuseIt() throws Exception {
        assertRight(models(
                model -> model.family() == ModelFamily.PROCESS || model.id().equals(FIRST)));
    }

    private static List<ConcurrencyModel> models(Predicate<ConcurrencyModel> wanted) {
        return BuiltIn.models().stream()
                .filter(wanted)
                .sorted(Comparator.comparing(model -> !model.id().equals(FIRST)))
                .toList();
    }

    private void assertRight(List<ConcurrencyModel> models) throws Exception {
        List<String[]> pairs = matrix(models);
        assertEquals(Set.of(), named(pairs, WholeMatrix.Outcome.WRONG));
        assertEquals(models.size() * BuiltIn.workloads().size(), pairs.size(), "every pair has been tried once");
        if (FEATURE == CATALOGUE) {
            assertEquals(documented(models), named(pairs, WholeMatrix.Outcome.REFUSED), "docs/catalogue.md");
        }
    }

    private static Set<String> named(List<String[]> pairs, WholeMatrix.Outcome outcome) {
        return pairs.stream()
                .filter(pair -> pair[0].equals(outcome.name()))
                .map(pair -> pair[1] + " on " + pair[2] + ": " + pair[3])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the catalogue says that these models refuse. */
    private static Set<String> documented(List<ConcurrencyModel> models) throws IOException {
        Set<String> ids = models.stream().map(ConcurrencyModel::id).collect(Collectors.toSet());
        return REFUSED.matcher(Files.readString(Path.of("../docs/catalogue.md")))
                .results()
                .filter(line -> ids.contains(line.group(1)))
                .map(line -> line.group(1) + " on " + line.group(2) + ": "
                        + line.group(3).replace("\\", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** In a JVM that has all the arguments that any of the models needs. */
    private List<String[]> matrix(List<ConcurrencyModel> models) throws Exception {
        List<String> needed = models.stream()
                .flatMap(model -> model.jvmArguments(FEATURE).stream())
                .distinct()
                .toList();
        Path lines = folder.resolve("lines.tsv");
        Path printed = folder.resolve("printed.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(needed);
        command.addAll(List.of(
                ParentWatch.argument(),
                "-D" + ProcessPoolModel.JVM_ARGUMENTS + "=" + String.join("\n", withSmallHeap(needed)),
                "-cp",
                System.getProperty("java.class.path"),
                WholeMatrix.class.getName(),
                lines.toString(),
                folder.resolve("fixtures").toString()));
        models.forEach(model -> command.add(model.id()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try {
            assertTrue(process.waitFor(5, TimeUnit.MINUTES), () -> "it hangs:\n" + text(printed));
            assertEquals(0, process.exitValue(), () -> text(printed));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        return Files.readAllLines(lines).stream()
                .map(line -> line.split("\t", -1))
                .toList();
    }

    private static List<String> withSmallHeap(List<String> arguments) {
        return Stream.concat(arguments.stream(), Stream.of("-Xmx256m")).toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
