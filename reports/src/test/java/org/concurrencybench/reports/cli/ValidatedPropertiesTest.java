package org.concurrencybench.reports.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.reports.BuiltIn;
import org.concurrencybench.reports.plan.PlanReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the build refuses before it compiles anything is what the engine would refuse, and nothing else. */
class ValidatedPropertiesTest {
    /** A text, which may hold a password: the engine alone judges it. */
    private static final String NOT_REPEATED = "jdbc-query.url";

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

    @Test
    void theBuildKnowsTheParametersOfTheWorkloads() throws IOException {
        Pattern pattern = Pattern.compile(parametersPattern());
        Set<String> parameters = new TreeSet<>();
        BuiltIn.workloads()
                .forEach(workload -> workload.parameters().forEach(parameter -> {
                    String name = workload.id() + "." + parameter.name();
                    parameters.add(name);
                    if (!name.equals(NOT_REPEATED)) {
                        assertTrue(
                                pattern.matcher(name + "=" + Parameter.format(parameter.defaultValue()))
                                        .find(),
                                name);
                        assertFalse(pattern.matcher(name + "=much").find(), name);
                        assertFalse(pattern.matcher(name + "s=1").find(), name);
                    }
                }));
        Set<String> known = new TreeSet<>(Set.of(NOT_REPEATED));
        Matcher names = Pattern.compile("([a-z0-9-]+)\\\\\\.(?:\\(([a-z|-]+)\\)|([a-z-]+))")
                .matcher(pattern.pattern());
        while (names.find()) {
            for (String parameter : words(names.group(2) == null ? names.group(3) : names.group(2))) {
                known.add(names.group(1) + "." + parameter);
            }
        }
        assertEquals(parameters, known);
        assertTrue(found("(<not><contains string=\"\\$\\{bench\\.params}\" substring=\"[^\"]*\"/></not>)")
                .contains('"' + NOT_REPEATED + '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sleep.latency=1.5 MS, primes.limit = 7000 | sleep.latency=5",
                "straggler.mode=first                      | straggler.mode=last",
                "memory-scan.size=128,memory-scan.slice=16 | memory-scan.size=128,memory-scan.slize=16",
                "http-fetch.service-time=5ms               | http.service-time=5ms",
            })
    void parametersAreRefusedAsTheEngineDoesOnceItIsCompiled(String good, String bad) throws Exception {
        Pattern pattern = Pattern.compile(parametersPattern());
        assertTrue(pattern.matcher(good).find(), good);
        assertFalse(pattern.matcher(bad).find(), bad);
        EndedCommand taken = checked(good);
        assertEquals(0, taken.exit(), taken::toString);
        assertEquals("", taken.out() + taken.err(), "nothing is measured, and nothing said");
        EndedCommand refused = checked(bad);
        assertEquals(2, refused.exit(), refused::toString);
    }

    @Test
    void rangesAreTheEnginesAlone() throws Exception {
        String tooLong = "sleep.latency=2h";
        assertTrue(Pattern.compile(parametersPattern()).matcher(tooLong).find());
        EndedCommand refused = checked(tooLong);
        assertEquals(2, refused.exit(), refused::toString);
        assertTrue(refused.err().contains("'latency' cannot be '2h'"), refused::toString);
    }

    /** Of a run of all workloads; nothing is prepared for it. */
    private static EndedCommand checked(String parameters) throws Exception {
        return EndedCommand.of(
                "run",
                "--check-only",
                "--plan=smoke",
                "--models=sequential",
                "--workloads=http-fetch,memory-scan,primes,sleep,straggler",
                "--params=" + parameters);
    }

    private static String parametersPattern() throws IOException {
        return found("<not><matches string=\"\\$\\{bench\\.params}\" pattern=\"(\\^\\( \\*\\([^\"]*)\"/>");
    }

    @Test
    void theBuildKnowsTheKeysOfPlans(@TempDir Path folder) throws IOException {
        Set<String> keys = new TreeSet<>();
        for (String table : List.of("", "[trial]", "[[workloads]]")) {
            Path plan = Files.writeString(folder.resolve("plan.toml"), table + "\nunknown-key = 1\n");
            UsageException refused = assertThrows(UsageException.class, () -> PlanReader.read(plan.toString()));
            Matcher known = Pattern.compile("known here: \\[([a-z, -]+)]").matcher(refused.getMessage());
            assertTrue(known.find(), refused::getMessage);
            keys.addAll(List.of(known.group(1).split(", ")));
        }
        assertEquals(keys, words(found("<regexp pattern=\"\\^\\[ \\\\t]\\*\\(([a-z|-]+)\\)\\[ \\\\t]\\*=\"/>")));
        assertEquals(
                keys,
                new TreeSet<>(List.of(
                        found("has an unknown key: [^;]*; known: ([a-z, -]+)\"").split(", "))));
    }

    @Test
    void onlyUnknownKeysOfPlansAreRefused() throws IOException {
        assertEquals(List.of(), unknownKeys("""
                # budgt = "a comment"
                budget = "1m"
                models = ["sequential"]
                [trial]
                  warmup-limit = "2s"
                [[workloads]]
                id = "sleep"
                variants = [
                  { model = "sequential", label = "x = y" },
                ]
                """));
        assertEquals(List.of("budgt = \"1m\"", " warm_up = \"2s\""), unknownKeys("""
                budgt = "1m"
                [trial]
                 warm_up = "2s"
                """));
        assertEquals(List.of(), unknownKeys("""
                [[workloads]]
                id = "sleep"
                [workloads.parameters]
                latency = "1ms"
                """), "left to the engine");
        assertEquals(List.of(), unknownKeys("description = \"\"\"\nbudgt = 1m\n\"\"\"\n"), "left to the engine");
        for (String plan : PlanReader.BUILT_IN) {
            try (var text = PlanReader.class.getResourceAsStream(plan + ".toml")) {
                assertEquals(List.of(), unknownKeys(new String(text.readAllBytes(), StandardCharsets.UTF_8)), plan);
            }
        }
    }

    /** What the build's filters leave of a plan. */
    private static List<String> unknownKeys(String plan) throws IOException {
        String given = found("<linecontainsregexp>\\s*<regexp pattern=\"([^\"]*)\"");
        String known = found("<linecontainsregexp negate=\"true\">\\s*<regexp pattern=\"([^\"]*)\"");
        String other = found("<not><matches string=\"\\$\\{plan\\.text}\" pattern=\"([^\"]*)\" multiline=\"true\"/>")
                .replace("&quot;", "\"");
        if (Pattern.compile(other, Pattern.MULTILINE).matcher(plan).find()) {
            return List.of();
        }
        return plan.lines()
                .filter(line -> Pattern.compile(given).matcher(line).find())
                .filter(line -> !Pattern.compile(known).matcher(line).find())
                .toList();
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
