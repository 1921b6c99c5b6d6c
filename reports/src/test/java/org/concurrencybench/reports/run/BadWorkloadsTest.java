package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.experiment.BatchRule;
import org.concurrencybench.core.experiment.ExperimentFolder;
import org.concurrencybench.core.experiment.PilotRun;
import org.concurrencybench.reports.analysis.RunAnalyst;
import org.concurrencybench.reports.findings.Analysis;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.findings.Warning;
import org.concurrencybench.reports.html.Report;
import org.concurrencybench.reports.html.WrittenReport;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the author of a bad workload reads: one block for each mistake, with the number of the task, the place and what
 * to do, once on the terminal and once on the page. In what is expected, {@code *} stands for anything that may differ
 * from run to run.
 */
@Tag("slow")
class BadWorkloadsTest {
    private static final String TRIALS = """
            budget = "10m"
            min-rounds = %1$d
            max-rounds = %1$d
            [trial]
            warmup = "20ms"
            warmup-limit = "20ms"
            iterations = 2
            iteration = "20ms"
            heap = "128m"
            limit = "4s"
            """;

    private static final String IN = "org.concurrencybench.reports.run.BadWorkloads$";

    @TempDir
    private Path folder;

    /** By workload: what happened, what to do. */
    private static final Map<String, List<String>> FOUND_BEFORE = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "bad-exit",
                    List.of(
                            "the JVM ended with exit code 0 during task 3: run(): System.exit was called at " + IN
                                    + "Exits.run(BadWorkloads.java:*)",
                            "What to do: remove that call: a task must return or throw; ending the JVM ends every task.")),
            Map.entry(
                    "bad-halt",
                    List.of(
                            "the JVM ended with exit code 7 during task 3: run(): no System.exit was seen, so Runtime.halt was"
                                    + " probably called, or native code ended it",
                            "What to do: search the workload and its libraries for halt(, beginning with what run() does for input(3): a"
                                    + " task must return or throw; ending the JVM ends every task.")),
            Map.entry(
                    "bad-index",
                    List.of(
                            "task 17: run() threw java.lang.NumberFormatException: For input string: \"seventeen\", at "
                                    + IN
                                    + "FailsOnOne.run(BadWorkloads.java:*); it ran alone, in one thread; its input was 17 (Integer)",
                            "What to do: start at that line; if the input is not what you intended, correct input(17).")),
            Map.entry(
                    "bad-chatter",
                    List.of(
                            "task 3: run() threw java.lang.IllegalStateException: the one thing that matters, at " + IN
                                    + "Chatters.run(BadWorkloads.java:*); it ran alone, in one thread; its input was 3 (Integer)",
                            "What to do: start at that line; if the input is not what you intended, correct input(3).")),
            Map.entry(
                    "bad-null-output",
                    List.of(
                            "task 5: run() returned null, which cannot cross to another process; every model refuses it",
                            "What to do: return a value that says \"nothing\" (an empty string, -1, a record with an Optional),"
                                    + " declare the output as Void if there is none, or override outputCodec() with a codec that"
                                    + " handles null.")),
            Map.entry(
                    "bad-null-input",
                    List.of(
                            "input(5) returned null, which cannot cross to another process; every model refuses it",
                            "What to do: return a value for every index from 0, declare the input as Void if there is none, or"
                                    + " override inputCodec() with a codec that handles null.")),
            Map.entry(
                    "bad-memory",
                    List.of(
                            "task 3: run() ran out of memory, with a heap of 128 MB: java.lang.OutOfMemoryError: Java heap space, at "
                                    + IN
                                    + "OutOfMemory.run(BadWorkloads.java:*) (where memory ran out, which need not be what filled it);"
                                    + " it ran alone, in one thread; its input was 3 (Integer)",
                            "What to do: look at that line for a list or a loop that grows without limit; if the task really needs that"
                                    + " much, raise heap under [trial] in the plan; all JVMs of a trial share it.")),
            Map.entry(
                    "bad-expected",
                    List.of(
                            "expected(2) says digest ff (255), but run() on input(2), alone and in one thread, gives 2",
                            "What to do: correct expected(), run() or digest(), whichever is wrong; without expected() the suite finds"
                                    + " the digests out by itself.")),
            Map.entry(
                    "bad-dependency",
                    List.of(
                            "task 0: run() needs the class com.example.Library, which is not in any of the given jars; it was needed at "
                                    + IN
                                    + "LacksLibrary.run(BadWorkloads.java:*); it ran alone, in one thread; its input was 0 (Integer)",
                            "What to do: name the jar that holds it, or a folder with all jars that the workload needs, in bench.jars"
                                    + " (--jars), next to the workload's own.")),
            Map.entry(
                    "bad-random",
                    List.of(
                            "task 0 gave an output with digest *, and * when it ran again alone: it is not repeatable",
                            "What to do: let the output depend on the input alone: not on a random number without a fixed seed, the"
                                    + " time, an identity hash code, or what earlier tasks left behind; or leave that part out of"
                                    + " digest(). A random generator in a field continues from task to task, even with a fixed seed: make"
                                    + " it in run(), with a seed taken from the input.")),
            Map.entry(
                    "bad-random-input",
                    List.of(
                            "task 0 gave an output with digest *, and * on input(0) made again, while run() gives the same output on the"
                                    + " first one again: input() does not make the same input each time",
                            "What to do: let input(0) depend on its index alone: not on a random number without a fixed seed (new"
                                    + " Random(index) has one), the time, or the inputs made before it; inputs are made anew in every"
                                    + " JVM.")),
            Map.entry(
                    "bad-changed-input",
                    List.of(
                            "task 0 gave an output with digest 0, and 1 when it ran again alone on the same input; on a fresh input(0)"
                                    + " it gives the first digest again: run() changes its input",
                            "What to do: let run() leave its input as it is (copy an array or list before sorting or filling it):"
                                    + " inputs are made once and used in every batch.")),
            Map.entry(
                    "bad-open",
                    List.of(
                            "open() of the workload threw java.lang.IllegalStateException: no licence file, at " + IN
                                    + "CannotOpen.open(BadWorkloads.java:*)",
                            "What to do: go to that line: meet the condition that open() checks, or correct the check.")),
            Map.entry(
                    "bad-prepare",
                    List.of(
                            "prepare() of the workload threw java.lang.AssertionError: no such port, at " + IN
                                    + "CannotPrepare.prepare(BadWorkloads.java:*)",
                            "What to do: go to that line: meet the condition that prepare() checks, or correct the check.")),
            Map.entry(
                    "bad-digest-throws",
                    List.of(
                            "task 4: digest() threw java.lang.ArithmeticException: / by zero, at " + IN
                                    + "CannotDigest.digest(BadWorkloads.java:*)",
                            "What to do: correct digest() for the output of run() on input(4)."))));

    @Test
    void whatTheFirstPassFindsIsOneBlockForAllModels() throws Exception {
        StringBuilder plan = new StringBuilder(TRIALS.formatted(1));
        FOUND_BEFORE.keySet().forEach(id -> plan.append(workload(id, 40, "platform-pool", "process-pool")));

        Finished run = run(plan.toString());

        FOUND_BEFORE.forEach((id, block) -> {
            assertBlock(run, id + " cannot be measured:", block);
            assertEquals(
                    2,
                    run.results().trials().stream()
                            .filter(trial -> trial.cell().startsWith(id + "/"))
                            .count(),
                    id);
        });
        assertTrue(run.printed().lines().noneMatch(line -> line.contains("something about something")), run::printed);
    }

    @Test
    void whatShowsInTrialsOnlyIsOneBlockToo() throws Exception {
        String plan = TRIALS.formatted(1)
                + workload("bad-shared", 40, "platform-pool")
                + workload("bad-date-format", 40, "platform-pool")
                + workload("bad-late-expected", 80, "sequential")
                + workload("bad-jvm", 40, "platform-pool")
                + workload("bad-async", 40, "completable-future")
                + workload("bad-output", 40, "platform-pool", "process-pool")
                + workload("bad-input", 40, "platform-pool", "process-pool")
                + workload("bad-deadlock", 40, "platform-pool");

        Finished run = run(plan);

        assertBlock(
                run,
                "bad-shared/platform-pool[concurrency=2,cpus=2] failed:",
                List.of(
                        "task * gave an output with digest *; * of 40 outputs * wrong; alone, before anything was measured, it gave *;"
                                + " run again alone it is right: right alone and wrong together, so tasks probably share state",
                        "What to do: look for an object that several tasks use at once and that is not designed for that (a field of the"
                                + " workload, a static, such as a SimpleDateFormat, MessageDigest, HashMap or buffer): make it in run(),"
                                + " one for each task, or take a thread-safe one. A value that belongs to one task must"
                                + " be a local variable; that a field is volatile or atomic does not help."));
        String format =
                String.join("\n", block(run.printed(), "bad-date-format/platform-pool[concurrency=2,cpus=2] failed:"));
        assertTrue(
                format.contains("right alone and wrong together, so tasks probably share state")
                        || (format.contains("went well alone, before anything was measured")
                                && format.contains("(close it in finally), or state that tasks share.")),
                format);
        assertBlock(
                run,
                "bad-late-expected/sequential[concurrency=1,cpus=2] failed:",
                List.of(
                        "task 70 gave an output with digest 46 (70); 1 of 80 outputs is wrong; expected(70) says ff (255); alone in"
                                + " this JVM, run()"
                                + " gives the same wrong output each time",
                        "What to do: correct expected(), run() or digest(), whichever is wrong; without expected() the suite finds the"
                                + " digests out by itself."));
        assertBlock(
                run,
                "bad-jvm/platform-pool[concurrency=2,cpus=2] failed:",
                List.of(
                        "task 0 gave an output with digest *; 1 of 1 outputs is wrong; alone, before anything was measured, it gave *;"
                                + " alone in this JVM, run() gives the same wrong output each time: it differs from JVM to JVM",
                        "What to do: look in run(), digest(), open() and static fields for what differs between two JVMs: the process"
                                + " id, the host name, environment variables, system properties, the time, a random seed chosen at class"
                                + " loading, identity hash codes (also Object.hashCode() in digest()), the order of a HashSet or"
                                + " Set.of(), static state that other tasks left behind."));
        assertBlock(
                run,
                "bad-async/completable-future[concurrency=2,cpus=2] failed:",
                List.of(
                        "task 0 gave an output with digest 1; 1 of 1 outputs is wrong; alone, before anything was measured, it gave 0;"
                                + " run alone under this model it is wrong too, while run(), called directly, is right: runAsync() gives"
                                + " another output than run()",
                        "What to do: correct runAsync() for input(0): both forms must give the same output."));
        assertBlock(
                run,
                "bad-output/process-pool[concurrency=2,cpus=2] failed:",
                List.of(
                        "task 0: run(): the output cannot be sent back: java.util.Collections$CopiesList cannot be encoded as"
                                + " java.util.List<java.lang.Integer>: *",
                        "1 of 1 tasks of that batch failed; task 0 went well alone, before anything was measured",
                        "What to do: if it is a list, set or map, copy it (List.copyOf, new ArrayList<>); else use values of"
                                + " exactly the declared types, made of records, boxed primitives, strings, enums, and arrays,"
                                + " lists, sets and maps of those; or override inputCodec() or outputCodec()."));
        assertBlock(
                run,
                "bad-input/process-pool[concurrency=2,cpus=2] failed:",
                List.of(
                        "the start of model process-pool: in " + IN
                                + "UnencodableInput, I of Workload is java.lang.Thread: no codec is known for java.lang.Thread",
                        "What to do: use a record, a boxed primitive, String, an enum, a sealed interface of records, or arrays,"
                                + " lists, sets and maps of those; or override inputCodec()/outputCodec()"));
        assertBlock(
                run,
                "bad-deadlock/platform-pool[concurrency=2,cpus=2] failed:",
                List.of(
                        "took longer than * s where about * s were expected; all its processes were ended",
                        "* of 40 tasks of the batch had not ended; threads wait for each other's locks (a deadlock): \"*\" waits for"
                                + " java.lang.Object@*, which \"*\" holds, at " + IN
                                + "Deadlocks.run(BadWorkloads.java:*); \"*\""
                                + " waits for java.lang.Object@*, which \"*\" holds, at " + IN
                                + "Deadlocks.run(BadWorkloads.java:*)",
                        "What to do: take the locks in the same order in every task."));
        for (String well : List.of("bad-output/platform-pool", "bad-input/platform-pool")) {
            assertNull(
                    run.results().trials().stream()
                            .filter(trial -> trial.cell().startsWith(well))
                            .findFirst()
                            .orElseThrow()
                            .failure(),
                    well);
        }
    }

    @Test
    void aCauseIsToldOnceForAllModelsAndRounds() throws Exception {
        Finished run = run(TRIALS.formatted(2)
                + workload("bad-later", 40, "platform-pool", "virtual-threads", "completable-future", "process-pool"));

        assertEquals(8, run.results().trials().size(), run::printed);
        String cause = "task 7: run() threw java.lang.IllegalStateException: the pool of connections is empty, at " + IN
                + "FailsLater.run(BadWorkloads.java:";
        assertEquals(1, count(run.printed(), cause), run::printed);
        assertEquals(3, count(run.printed(), "failed in the same way as bad-later/"), run::printed);
        List<String> told = block(run.printed(), "bad-later/platform-pool[concurrency=2,cpus=2] failed:");
        if (!told.isEmpty()) { // whichever model came first tells it
            assertEquals(
                    "What to do: correct run() for input(7); where it fails only sometimes, look for what changes from one run to"
                            + " the next: a counter, a cache, a pool that is used up and not given back (close it in finally), or"
                            + " state that tasks share.",
                    told.getLast());
        }
        assertEquals(1, count(run.printed(), "(close it in finally)"), run::printed);
        assertEquals(1, count(run.printed(), "task 7 went well alone, before anything was measured"), run::printed);
        assertEquals(1, count(run.page(), cause), run::page);
        assertEquals(
                1,
                run.results().problems().size(),
                () -> run.results().problems().toString());
        String problem = run.results().problems().getFirst();
        assertTrue(problem.contains("bad-later/platform-pool[concurrency=2,cpus=2]: 2 of 2 trials failed"), problem);
        assertTrue(problem.contains(": TASK: " + cause), problem);
    }

    @Test
    void theMemoryThatATrialLacksIsNamedOnTheTerminal() throws Exception {
        Finished run = run(TRIALS.formatted(1) + """
                [[workloads]]
                id = "broken"
                tasks = 40
                parameters = { how = "heap" }
                models = ["platform-pool", "process-pool"]
                """);

        String advice =
                "What to do: look in run() for a loop that adds to a list and may not end, also one that begins only after many tasks;"
                        + " then for a field or static collection that is never cleared; then for large buffers of tasks that run at"
                        + " once; if the task really needs that much, raise heap under [trial] in the plan; all JVMs of a trial"
                        + " share it.";
        assertBlock(
                run,
                "broken[how=heap]/platform-pool[concurrency=2,cpus=2] failed:",
                List.of(
                        "the measured JVM ran out of memory and ended, with a heap of 128 MB: java.lang.OutOfMemoryError: Java heap space",
                        advice));
        assertBlock(
                run,
                "broken[how=heap]/process-pool[concurrency=2,cpus=2] failed:",
                List.of(
                        "task *: run(): its worker process ran out of memory: java.lang.OutOfMemoryError: Java heap space (worker * ended"
                                + " with exit code 3)",
                        "* of 40 tasks of that batch failed; task * went well alone, before anything was measured",
                        advice));
    }

    @Test
    void exitsInTheMiddleOfATrialAreNamedWithTheirPlace() throws Exception {
        Finished run = run(TRIALS.formatted(1) + """
                [[workloads]]
                id = "broken"
                tasks = 40
                parameters = { how = "exit" }
                models = ["platform-pool", "virtual-threads", "process-pool"]
                """);
        String place =
                "System.exit was called at org.concurrencybench.reports.run.BrokenWorkload.run(BrokenWorkload.java:";
        for (TrialRecord trial : run.results().trials()) {
            String headline = trial.failure().headline();
            assertTrue(headline.contains("ended"), trial.cell() + ": " + headline);
            assertTrue(
                    headline.contains(place),
                    trial.cell() + ": " + trial.failure().message());
        }
        assertEquals(3, run.results().trials().size());
    }

    @Test
    void whatMisleadsWithoutFailingIsWarnedAbout() throws Exception {
        Finished run = run(TRIALS.formatted(1)
                + workload("bad-digest", 40, "platform-pool")
                + workload("bad-blocking-stage", 24, "virtual-threads", "completable-future", "event-loop", "reactor")
                        .replace("tasks = ", "concurrency = \"12\"\ntasks = "));

        assertEquals(
                1,
                count(
                        run.printed(),
                        "warning: bad-digest: all outputs of a batch have the same digest, so that wrong ones would not be noticed."
                                + " Let digest() depend on all that an output says, and outputs on their inputs."),
                run::printed);
        Analysis analysis = RunAnalyst.analyse(run.results());
        Warning alike = warning(analysis, Warning.Kind.OUTPUTS_ALIKE);
        assertEquals(List.of(new Warning.Place("bad-digest", "40 tasks")), alike.where());
        Warning blocked = warning(analysis, Warning.Kind.BLOCKED_STAGES);
        assertEquals(
                Set.of(
                        "bad-blocking-stage/completable-future[concurrency=12,cpus=2]",
                        "bad-blocking-stage/event-loop[concurrency=12,cpus=2]",
                        "bad-blocking-stage/reactor[concurrency=12,cpus=2]"),
                blocked.where().stream().map(Warning.Place::id).collect(Collectors.toSet()));
        for (Warning.Place place : blocked.where()) {
            assertMatches(
                    "java.lang.Thread.sleep at " + IN + "BlocksStage.sleepy(BadWorkloads.java:*), in * of * looks",
                    place.seen());
        }
        assertTrue(run.page().contains("a single thread runs all stages"), run::page);
        assertTrue(run.page().contains("Take the blocking call out of runAsync(): wait with async.delay()"), run::page);
        assertTrue(run.page().contains("All outputs of a batch have the same digest"), run::page);
        assertTrue(
                analysis.experiments().stream()
                        .flatMap(experiment -> experiment.ranked().stream())
                        .filter(cell -> cell.flags().contains(Flag.BLOCKS_ITS_STAGES))
                        .noneMatch(cell -> cell.name().equals("virtual-threads")),
                "only stages can be flagged");
    }

    /** Ten minutes a task, given three seconds. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bad-slow          | no task | 0  | Slow      | if it hangs, fix that; else make tasks shorter, or raise bench.budget (--budget), a quarter of which a pilot run may take. The pilot runs four of them, one after the other, in 120 s at most, so a run measures tasks of up to 30 s.
            bad-slow-expected | no task | 0  | Slow      | if it hangs, fix that; else make tasks shorter, or raise bench.budget (--budget), a quarter of which a pilot run may take. The pilot runs four of them, one after the other, in 120 s at most, so a run measures tasks of up to 30 s. With expected() the pilot skips its other runs, but not these, nor the measured ones.
            bad-slow-later    | * tasks | 64 | SlowLater | make that task and others like it shorter, or run fewer tasks: bench.tasks (--tasks) of 64 or fewer. Digests in expected() would skip this pilot run only; the measured runs still execute the task.
            """)
    void aTaskThatIsTooLongIsToldWhatHelpsIt(String id, String done, int task, String owner, String next)
            throws Exception {
        ExperimentFolder experiment = new ExperimentFolder(folder);
        experiment.writeAddresses(Map.of());
        String failure = assertThrows(
                        IOException.class,
                        () -> PilotRun.inOwnJvm(
                                id,
                                Values.of(id, List.of(), Map.of()),
                                BatchRule.fixed(100),
                                experiment,
                                InProcessRun.JAVA,
                                System.getProperty("java.class.path"),
                                List.of("-Xmx64m"),
                                Duration.ofSeconds(3)))
                .getMessage();
        List<String> lines = failure.lines().limit(2).toList();
        String what = task == 0
                ? "task 0: run() takes longer than 3 s, alone and in one thread"
                : "the pilot run, one task after the other, was not finished after 3 s: " + done
                        + " had ended, and it was at task " + task + ": run(), for * s so far";
        assertMatches(
                what
                        + "; 1 thread was within the workload's class then, the first in java.lang.Thread.sleep, called at "
                        + IN + "Slow.run(BadWorkloads.java:*)",
                lines.get(0));
        assertEquals("What to do: " + next, lines.get(1));
        assertTrue(failure.contains("\n\n"), failure);
        assertTrue(failure.contains(owner), failure);
    }

    private record Finished(RunResults results, String printed, String page) {}

    private Finished run(String plan) throws Exception {
        InProcessRun runs = new InProcessRun(folder).report(WrittenReport::write);
        RunResults results = runs.run(plan, "bad");
        String page = Jsoup.parse(Files.readString(folder.resolve("bad").resolve(Report.NAME)))
                .body()
                .wholeText();
        return new Finished(results, runs.text(), page);
    }

    private static String workload(String id, int tasks, String... models) {
        return "[[workloads]]\nid = \"%s\"\ntasks = %d\nmodels = [%s]\n"
                .formatted(
                        id,
                        tasks,
                        Arrays.stream(models).map(model -> '"' + model + '"').collect(Collectors.joining(", ")));
    }

    /** The block stands after {@code title} on the terminal, once, and is a part of the page, once. */
    private static void assertBlock(Finished run, String title, List<String> expected) {
        assertEquals(1, count(run.printed(), title), () -> title + "\n" + run.printed());
        List<String> block = block(run.printed(), title);
        assertMatches(String.join("\n", expected), String.join("\n", block));
        assertEquals(1, count(run.page(), String.join("\n", block)), () -> title + "\n" + run.page());
    }

    private static List<String> block(String printed, String title) {
        return printed.lines()
                .dropWhile(line -> !line.equals(title))
                .skip(1)
                .takeWhile(line -> line.startsWith("    "))
                .map(String::strip)
                .toList();
    }

    private static void assertMatches(String expected, String actual) {
        String pattern =
                Arrays.stream(expected.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        assertTrue(actual.matches(pattern), () -> "expected:\n" + expected + "\nwas:\n" + actual);
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    private static Warning warning(Analysis analysis, Warning.Kind kind) {
        return analysis.warnings().stream()
                .filter(warning -> warning.kind() == kind)
                .findFirst()
                .orElseThrow(() -> new AssertionError(kind + " is missing: " + analysis.warnings()));
    }
}
