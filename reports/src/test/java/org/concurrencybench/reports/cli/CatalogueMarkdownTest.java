package org.concurrencybench.reports.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.FanOut;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.reports.BuiltIn;
import org.junit.jupiter.api.Test;

class CatalogueMarkdownTest {
    private static final Path COMMITTED = Path.of("../docs/catalogue.md");
    private static final Path PRINTED = Path.of("target/catalogue.md");

    @Test
    void theCommittedPageIsWhatIsPrintedToday() throws IOException {
        String printed = CatalogueMarkdown.of(BuiltIn.workloads(), BuiltIn.models());
        Files.writeString(PRINTED, printed);
        List<String> committed = Files.exists(COMMITTED) ? Files.readAllLines(COMMITTED) : List.of();
        List<String> lines = printed.lines().toList();
        assertEquals(
                "",
                firstDifference(lines, committed),
                "docs/catalogue.md is not what workloads and models say of themselves; renew it at the top of the project:"
                        + " cp reports/target/catalogue.md docs/catalogue.md");
    }

    @Test
    void everyWorkloadHasItsEffectOrItsPlanOnThePageOfEffects() throws IOException {
        String effects = Files.readString(Path.of("../docs/effects.md"));
        String kitchens = Files.readString(Path.of("../docs/kitchens.md"));
        for (Workload<?, ?> workload : BuiltIn.workloads()) {
            assertTrue(
                    effects.contains("`" + workload.id() + "`")
                            || kitchens.contains("| " + workload.id())
                            || kitchens.contains(workload.id().replace('-', ' ')),
                    () -> workload.id() + " is neither in docs/effects.md nor in docs/kitchens.md");
        }
    }

    @Test
    void modelsAndWorkloadsStandWithWhatTheySayOfThemselves() {
        List<String> page = CatalogueMarkdown.of(
                        List.of(new FansOut()), List.of(new Some("able", ModelFamily.THREADS, Optional.empty())))
                .lines()
                .toList();
        assertContains(page, "| `fans-out` | waits \\| and a \\*star\\* | yes | no | `FanOut` | |");
        assertContains(
                page, "| `fans-out` | `width` | number | 16 | parts | a whole number from 1 to 64 | parts of a task |");
        assertContains(page, "| `able` | threads | able |");
        assertContains(page, "| `able` | `mode` | choice | a | | one of a, b | which |");
        assertContains(page, "No model refuses a workload.");
    }

    @Test
    void theMatrixSaysHowEachModelRunsAWorkloadAndWhyOneRefusesIt() {
        List<String> page = CatalogueMarkdown.of(
                        List.of(new FansOut()),
                        List.of(
                                new Some("chains", ModelFamily.ASYNC, Optional.empty()),
                                new Some("picky", ModelFamily.ASYNC, Optional.of("it has no fan-out on JDK %d")),
                                new Some("pool", ModelFamily.THREADS, Optional.empty())))
                .lines()
                .toList();
        assertContains(page, "| | `chains` | `picky` | `pool` |");
        assertContains(page, "| `fans-out` | one stage | no | yes |");
        assertContains(page, "| `picky` does not run `fans-out` | it has no fan-out on JDK 25 |");
    }

    @Test
    void theListPrintsTheSamePageOrTheHalfThatIsAskedFor() {
        String all = EndedCommand.of("list", "--markdown").out();
        assertTrue(all.startsWith("# Workloads and models\n"), all);
        assertTrue(all.contains("\n## Which model runs which workload\n"), all);
        String models = EndedCommand.of("list", "models", "--markdown").out();
        assertTrue(models.startsWith("## Models\n"), models);
        assertFalse(models.contains("## Workloads"), models);
        EndedCommand both = EndedCommand.of("list", "--markdown", "--json");
        assertEquals(2, both.exit(), both::toString);
    }

    private static String firstDifference(List<String> printed, List<String> committed) {
        for (int line = 0; line < Math.max(printed.size(), committed.size()); line++) {
            String is = line < committed.size() ? committed.get(line) : "(nothing)";
            String due = line < printed.size() ? printed.get(line) : "(nothing)";
            if (!is.equals(due)) {
                return "line " + (line + 1) + " is:\n" + is + "\nand should be:\n" + due;
            }
        }
        return "";
    }

    private static void assertContains(List<String> page, String line) {
        assertTrue(page.contains(line), () -> line + "\nis not in\n" + String.join("\n", page));
    }

    private static final class FansOut implements Workload<Integer, Integer> {
        @Override
        public String id() {
            return "fans-out";
        }

        @Override
        public String description() {
            return "waits | and a\n*star*";
        }

        @Override
        public List<Parameter<?>> parameters() {
            return List.of(Parameter.ofInt("width", 16, 1, 64, "parts", "parts of a task"));
        }

        @Override
        public boolean waits() {
            return true;
        }

        @Override
        public List<Class<?>> capabilities() {
            return List.of(FanOut.class);
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

    /** {@code refusal}: of every workload, with a place for the JDK. */
    private record Some(String id, ModelFamily family, Optional<String> refusal) implements ConcurrencyModel {
        @Override
        public List<Parameter<?>> settings() {
            return List.of(Parameter.ofChoice("mode", "a", List.of("a", "b"), "which"));
        }

        @Override
        public Optional<String> refusal(Workload<?, ?> workload, int javaVersion) {
            return refusal.map(text -> text.formatted(javaVersion));
        }

        @Override
        public <I, O> Session<I, O> open(ConfiguredWorkload<I, O> workload, Settings settings) {
            throw new AssertionError("only listed");
        }
    }
}
