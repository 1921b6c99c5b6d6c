package org.concurrencybench.reports.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.concurrencybench.reports.BuiltIn;
import org.concurrencybench.reports.plan.PlanReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the build refuses before it compiles anything is what the engine would refuse, and nothing else. */
class ValidatedPropertiesTest {
    private static final Path POM = Path.of("../pom.xml").toAbsolutePath().normalize();

    @Test
    void theBuildKnowsThePropertiesThatTheEngineKnows() throws IOException {
        Set<String> known = new TreeSet<>();
        new CommandLine(new RunCommand())
                .getCommandSpec().options().stream()
                        .filter(option -> !option.hidden() && !option.usageHelp())
                        .forEach(option -> known.add(option.longestName().substring(2)));
        assertEquals(known, words(found("\\(\\?!\\(([a-z|-]+)\\)\\$\\)")));
        String listed = found("message=\"unknown property [^;]*; known: ([^\"]*)\"");
        assertEquals(
                known,
                new TreeSet<>(Arrays.stream(listed.split(", "))
                        .map(name -> name.substring("bench.".length()))
                        .toList()));
    }

    @Test
    void theBuildKnowsWhatIsBuiltIn() throws IOException {
        assertEquals(new TreeSet<>(PlanReader.BUILT_IN), words(group("plan")));
        Set<String> models = new TreeSet<>();
        BuiltIn.models().forEach(model -> models.add(model.id()));
        assertEquals(models, words(group("models")));
        Set<String> workloads = new TreeSet<>();
        BuiltIn.workloads().forEach(workload -> workloads.add(workload.id()));
        workloads.add("null"); // what "nothing" was called
        assertEquals(workloads, words(group("workloads")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "models      | sequential, platform-pool        | platform",
                "models      | twin                             | sequential,",
                "workloads   | sleep,null                       | sleep;null",
                "params      | sleep.latency=5ms, primes.limit=20000| sleep=5ms",
                "concurrency | unbounded                        | many",
                "concurrency | 16                               | 0",
                "tasks       | 12                               | 0",
                "tasks       | 1                                | -1",
                "rounds      | 5                                | five",
                "budget      | 90s                              | 90",
                "budget      | 1.5 H                            | soon",
                "precision   | 2.5 %                            | 10",
                "cpus        | 1                                | 0",
                "seed        | -42                              | x",
                "resume      | TRUE                             | yes",
                "dry-run     | false                            | 1",
            })
    void aValueIsTakenOrRefusedAsTheEngineDoes(String property, String good, String bad) throws Exception {
        Pattern pattern = pattern(property);
        assertTrue(pattern.matcher(good).find(), good);
        assertFalse(pattern.matcher(bad).find(), bad);
        EndedCommand refused = EndedCommand.of("run", "--out=/dev/null/none", "--" + property + "=" + bad);
        assertEquals(2, refused.exit(), refused::toString);
        if (property.equals("resume") || property.equals("dry-run")) {
            return; // these would be done
        }
        EndedCommand taken = EndedCommand.of(
                "run",
                "--out=/dev/null/none",
                "--plan=smoke",
                property.equals("workloads") ? "--defer-verdict" : "--workloads=sleep,primes",
                property.equals("models") ? "--defer-verdict" : "--models=sequential",
                "--" + property + "=" + good);
        assertTrue(taken.err().contains("/dev/null/none cannot be written"), taken::toString);
    }

    /** The words of the first group of the property's pattern. */
    private static String group(String property) throws IOException {
        Matcher words =
                Pattern.compile("\\(([a-z0-9|-]+)\\)").matcher(pattern(property).pattern());
        assertTrue(words.find(), property);
        return words.group(1);
    }

    private static Pattern pattern(String property) throws IOException {
        String text = found("<not><matches string=\"\\$\\{bench\\." + property + "}\" (pattern=\"[^\"]*\"[^/]*)/>");
        String pattern = text.substring(text.indexOf('"') + 1, text.indexOf('"', text.indexOf('"') + 1));
        return Pattern.compile(pattern, text.contains("casesensitive=\"false\"") ? Pattern.CASE_INSENSITIVE : 0);
    }

    private static String found(String regex) throws IOException {
        Matcher matcher = Pattern.compile(regex).matcher(Files.readString(POM));
        assertTrue(matcher.find(), regex);
        return matcher.group(1);
    }

    private static Set<String> words(String alternatives) {
        return new TreeSet<>(List.of(alternatives.split("\\|")));
    }
}
