package org.concurrencybench.reports.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.concurrencybench.reports.analysis.gates.Gates;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.plan.PlanReader;
import org.concurrencybench.reports.stats.Criteria;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReadmeTest {
    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();

    @Test
    void showsExactlyTheCodeThatNewWrites() throws IOException {
        String written = project().files().get("src/main/java/com/example/JsonEscape.java");
        assertEquals(written.strip(), block("java").strip());
    }

    @Test
    void goesFromAnEmptyFolderToAReportByTheCommandsThatNewPrints(@TempDir Path folder) throws IOException {
        Path project = folder.resolve("own-workload");
        List<String> printed = EndedCommand.of("new", project.toString())
                .out()
                .replace(folder + "/", "")
                .lines()
                .filter(line -> line.startsWith("  "))
                .map(String::strip)
                .toList();
        assertEquals(3, printed.size(), printed::toString);
        String commands =
                "\nconcurrency-bench new own-workload\n" + printed.getFirst() + "\n" + printed.getLast() + "\n";
        assertTrue(readme().contains("```sh" + commands + "```"), commands);
        assertTrue(readme().contains("```sh\n" + printed.get(1) + "\n```"), printed.get(1));
    }

    private static ProjectTemplate project() {
        return ProjectTemplate.in(
                Path.of("own-workload"), ProjectTemplate.DEFAULT_PACKAGE, ProjectTemplate.DEFAULT_ID, "0.1.0-SNAPSHOT");
    }

    @Test
    void showsAPlanThatIsValid(@TempDir Path folder) throws IOException {
        Plan plan = PlanReader.read(
                Files.writeString(folder.resolve("readme.toml"), block("toml")).toString());
        assertEquals(0.05, plan.precision());
        assertEquals("20ms", plan.workloads().getFirst().parameters().get("service-time"));
    }

    @Test
    void namesEveryOptionOfRunAndItsProperty() throws IOException {
        String readme = readme();
        new CommandLine(new RunCommand())
                .getCommandSpec().options().stream()
                        .filter(option -> !option.hidden() && !option.usageHelp())
                        .map(option -> option.longestName().substring(2))
                        .forEach(name -> {
                            assertTrue(readme.contains("`--" + name + "`"), "--" + name);
                            assertTrue(readme.contains("`bench." + name + "`"), "bench." + name);
                        });
    }

    @Test
    void namesEveryCommandAndEveryOptionOfCompare() throws IOException {
        String readme = readme();
        CommandLine commands = new CommandLine(Main.class);
        commands.getSubcommands().keySet().forEach(name -> assertTrue(readme.contains("| `" + name), name));
        commands.getSubcommands().get("compare").getCommandSpec().options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .forEach(option -> assertTrue(readme.contains("`" + option.longestName()), option.longestName()));
    }

    @Test
    void namesEveryRuleThatCellsHaveToKeep() throws IOException {
        String readme = readme().replaceAll("\\s+", " ");
        Gates.rules(Criteria.of(0.1)).forEach(rule -> assertTrue(readme.contains(rule.brief()), rule.brief()));
    }

    @Test
    void namesEveryExitCodeOfARun() throws IOException {
        String run = readme().lines()
                .filter(line -> line.startsWith("| `run` |"))
                .findFirst()
                .orElseThrow();
        for (int code : new int[] {ExitCode.MEASURED, ExitCode.FAILED, ExitCode.STOPPED, 128 + 2, 128 + 15}) {
            assertTrue(Pattern.compile("\\b" + code + "\\b").matcher(run).find(), code + " in " + run);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the check is a shell script")
    void theCheckRunsEveryCommandOfTheShellBlocksAsItIsWritten() throws Exception {
        Process list = new ProcessBuilder("bash", TOP.resolve(".ci/readme").toString(), "--list")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> run = new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        List<String> shown = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
                .matcher(readme())
                .results()
                .flatMap(block -> block.group(1).lines())
                .map(line -> line.replaceFirst("\\s+#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
        assertTrue(shown.size() >= 8, shown::toString);
        assertEquals(shown, run.subList(0, shown.size()));
    }

    private static String block(String language) throws IOException {
        Matcher matcher =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(readme());
        assertTrue(matcher.find(), "no block of " + language);
        return matcher.group(1);
    }

    private static String readme() throws IOException {
        return Files.readString(TOP.resolve("README.md"));
    }
}
