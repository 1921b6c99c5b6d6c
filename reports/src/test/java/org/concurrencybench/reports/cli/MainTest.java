package org.concurrencybench.reports.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.concurrencybench.reports.plan.PlanReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MainTest {
    @TempDir
    private Path folder;

    @Test
    void withoutACommandItSaysWhichThereAre() {
        EndedCommand ended = EndedCommand.of();
        assertEquals(2, ended.exit(), ended::toString);
        commands().forEach(name -> assertTrue(ended.err().contains("  " + name + " "), ended::toString));
        assertEquals("", ended.out());
    }

    @Test
    void everyCommandExplainsItselfHoweverItIsAsked() {
        for (String command : commands()) {
            if (command.equals("help")) {
                continue;
            }
            for (String[] asked :
                    new String[][] {{command, "-h"}, {command, "--help"}, {command, "help"}, {"help", command}}) {
                EndedCommand ended = EndedCommand.of(asked);
                assertEquals(0, ended.exit(), ended::toString);
                assertTrue(ended.out().contains("Usage: concurrency-bench " + command), ended::toString);
            }
        }
        assertTrue(EndedCommand.of("-h").out().contains("Usage: concurrency-bench"));
    }

    @Test
    void aMistypedCommandIsCorrected() {
        EndedCommand ended = EndedCommand.of("chekc");
        assertEquals(2, ended.exit(), ended::toString);
        assertTrue(ended.err().contains("check"), ended::toString);
    }

    @Test
    void aDescriptionDoesNotCommandTheTerminal() {
        EndedCommand ended = EndedCommand.of("list", "workloads");
        assertTrue(ended.out().contains("says ?[2Jmuch"), ended::toString);
        assertEquals(-1, ended.out().indexOf('\u001b'), ended::toString);
    }

    @Test
    void theListAsDataHasAllThatTheListHas() {
        JsonNode all =
                new JsonMapper().readTree(EndedCommand.of("list", "--json").out());
        assertEquals(new HashSet<>(PlanReader.BUILT_IN), ids(all, "plans"));
        assertTrue(ids(all, "workloads").containsAll(Set.of("nothing", "sleep", "primes")), all::toString);
        assertTrue(ids(all, "models").containsAll(Set.of("sequential", "process-pool")), all::toString);
        JsonNode sleep = all.get("workloads")
                .valueStream()
                .filter(workload -> workload.get("id").stringValue().equals("sleep"))
                .findFirst()
                .orElseThrow();
        assertTrue(sleep.get("waits").booleanValue(), sleep::toString);
        assertEquals("latency", sleep.get("parameters").get(0).get("name").stringValue());
        JsonNode plans = new JsonMapper()
                .readTree(EndedCommand.of("list", "plans", "--json").out());
        assertEquals(List.of("plans"), List.copyOf(plans.propertyNames()));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "asks bash")
    void bashCompletesCommandsOptionsAndPlans() throws Exception {
        Path script = Files.writeString(
                folder.resolve("completion"),
                EndedCommand.of("generate-completion").out());
        assertEquals(List.of("compare"), completed(script, "concurrency-bench", "comp"));
        assertEquals(List.of("--workloads"), completed(script, "concurrency-bench", "run", "--work"));
        assertEquals(List.of("try"), completed(script, "concurrency-bench", "tr"));
        assertEquals(List.of("--in-process"), completed(script, "concurrency-bench", "try", "--in"));
        assertTrue(completed(script, "concurrency-bench", "run", "--plan", "").containsAll(PlanReader.BUILT_IN));
    }

    private static List<String> completed(Path script, String... words) throws Exception {
        String quoted = "'" + String.join("' '", words) + "'";
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source '" + script + "'; COMP_WORDS=(" + quoted + "); COMP_CWORD=" + (words.length - 1)
                                + "; COMP_LINE=\"${COMP_WORDS[*]}\"; _complete_concurrency-bench; printf '%s\\n' \"${COMPREPLY[@]}\"")
                // It says that it is not asked by a shell that completes something.
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .toList();
    }

    private static Set<String> ids(JsonNode all, String kind) {
        Set<String> ids = new HashSet<>();
        all.get(kind).forEach(entry -> ids.add(entry.get("id").stringValue()));
        return ids;
    }

    private static Set<String> commands() {
        return new CommandLine(Main.class).getSubcommands().keySet();
    }
}
