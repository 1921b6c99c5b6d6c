package org.concurrencybench.reports.tryout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.reports.run.Progress;
import org.concurrencybench.reports.run.machine.Jvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the author of a workload reads when it is tried. In what is expected, {@code *} stands for anything. */
class TryoutTest {
    private static final String IN = "org.concurrencybench.reports.run.BadWorkloads$";
    private static final List<String> ALL = List.of(
            "sequential", "platform-pool", "virtual-threads", "completable-future", "process-pool", "process-per-task");

    private record Tried(boolean well, String text) {}

    private static Tried tried(String workload, Duration limit, List<String> models) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        TryRequest request = new TryRequest(
                List.of(workload),
                models,
                List.of(),
                new Jvm("", Path.of(System.getProperty("java.home"), "bin", "java")),
                2,
                limit,
                "concurrency-bench run --jars=own.jar");
        boolean well = new Tryout(
                        request,
                        Catalog.load(TryoutTest.class.getClassLoader()),
                        new Progress(new PrintStream(printed, true, StandardCharsets.UTF_8), false))
                .tell();
        return new Tried(well, printed.toString(StandardCharsets.UTF_8));
    }

    private static Tried tried(String workload, String... models) throws Exception {
        return tried(workload, Duration.ofSeconds(60), List.of(models));
    }

    /** Something is wrong: {@code title}, then what happened and what to do, stands there once. */
    private static void assertFound(Tried tried, String title, String what, String next) {
        assertFalse(tried.well(), tried::text);
        assertFalse(tried.text().contains("ready: run it with"), tried::text);
        String block = title + "\n    " + what + "\n    What to do: " + next + "\n";
        String pattern =
                Arrays.stream(block.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining("[^\n]*"));
        assertEquals(
                1, Pattern.compile(pattern).matcher(tried.text()).results().count(), () -> block + "\n" + tried.text());
    }

    @Test
    void aSoundWorkloadIsReadyUnderEachModelAndItsBatchIsTold() throws Exception {
        Tried tried = tried("primes", "sequential", "process-pool");

        assertTrue(tried.well(), tried::text);
        List<String> lines = tried.text().lines().toList();
        assertTrue(
                lines.get(0)
                        .matches("primes: a task takes about [\\d.]+ [mµ]?s alone, and run would use batches of \\d+"
                                + " tasks; task 0 has digest .+"),
                tried::text);
        for (int model = 1; model <= 2; model++) {
            assertTrue(
                    lines.get(model)
                            .matches("  (sequential|process-pool) +ok   \\d+ outputs with the digests that they have"
                                    + " alone, [\\d.]+ [mµn]?s a task while cold"),
                    tried::text);
        }
        assertEquals("  ready: run it with: concurrency-bench run --jars=own.jar", lines.get(3));
        assertEquals(4, lines.size(), tried::text);
    }

    @Test
    void aNullOutputIsNamedByItsTaskAndNoModelIsTriedAfterIt() throws Exception {
        Tried tried = tried("bad-null-output", "sequential", "virtual-threads");

        assertFound(
                tried,
                "bad-null-output cannot be measured:",
                "task 5: run() returned null, which cannot cross to another process; every model refuses it",
                "return a value that says \"nothing\" (an empty string, -1, a record with an Optional), declare the output as Void if"
                        + " there is none, or override outputCodec() with a codec that handles null.");
        assertFalse(tried.text().contains("virtual-threads"), tried::text);
    }

    @Test
    void aFailureAtOneIndexIsNamedWithItsPlaceAndInput() throws Exception {
        assertFound(
                tried("bad-index", "sequential"),
                "bad-index cannot be measured:",
                "task 17: run() threw java.lang.NumberFormatException: For input string: \"seventeen\", at " + IN
                        + "FailsOnOne.run(BadWorkloads.java:*); it ran alone, in one thread; its input was 17 (Integer)",
                "start at that line; if the input is not what you intended, correct input(17).");
    }

    @Test
    void anExitEndsItsJvmOnlyAndIsNamedWithItsPlace() throws Exception {
        assertFound(
                tried("bad-exit", "sequential"),
                "bad-exit cannot be measured:",
                "the JVM ended with exit code 0 during task 3: run(): System.exit was called at " + IN
                        + "Exits.run(BadWorkloads.java:*)",
                "remove that call: a task must return or throw; ending the JVM ends every task.");
    }

    @Test
    @Tag("slow")
    void everyModelOfTheSuiteRunsASoundWorkloadThatWaits() throws Exception {
        Tried tried = tried("sleep", Duration.ofSeconds(60), ALL);

        assertTrue(tried.well(), tried::text);
        ALL.forEach(model ->
                assertTrue(tried.text().lines().anyMatch(line -> line.matches("  " + model + " +ok .*")), tried::text));
    }

    @Test
    @Tag("slow")
    void whatIsNotRepeatableIsToldApartByRunAndInput() throws Exception {
        assertFound(
                tried("bad-random", "sequential"),
                "bad-random cannot be measured:",
                "task 0 gave an output with digest *, and * when it ran again alone: it is not repeatable",
                "let the output depend on the input alone: not on a random number without a fixed seed, the time, an identity hash"
                        + " code, or*");
        assertFound(
                tried("bad-random-input", "sequential"),
                "bad-random-input cannot be measured:",
                "task 0 gave an output with digest *, and * on input(0) made again, while run() gives the same output on the first one"
                        + " again: input() does not make the same input each time",
                "let input(0) depend on its index alone: *");
    }

    @Test
    @Tag("slow")
    void aSharedFormatIsFoundWhereTasksRunTogetherAndNotWhereTheyRunAlone() throws Exception {
        Tried tried = tried("bad-date-format", "sequential", "platform-pool");

        assertFalse(tried.well(), tried::text);
        assertTrue(tried.text().lines().anyMatch(line -> line.matches("  sequential +ok .*")), tried::text);
        assertTrue(tried.text().lines().anyMatch(line -> line.matches("  platform-pool +failed")), tried::text);
        assertTrue(
                tried.text().contains("right alone and wrong together, so tasks probably share state")
                        || tried.text().contains("(close it in finally), or state that tasks share."),
                tried::text);
    }

    @Test
    @Tag("slow")
    void aBlockingCallInAStageIsNamedWithItsPlace() throws Exception {
        Tried tried = tried("bad-blocking-stage", "virtual-threads", "completable-future");

        assertTrue(tried.text().lines().anyMatch(line -> line.matches("  virtual-threads +ok .*")), tried::text);
        assertFound(
                tried,
                "bad-blocking-stage/completable-future[concurrency=32,cpus=2] blocks its stages:",
                "a stage of runAsync() blocks its thread, of which there is one for each cpu, so that all other chains wait too:"
                        + " java.lang.Thread.sleep at " + IN
                        + "BlocksStage.sleepy(BadWorkloads.java:*), in * of * looks",
                "Take the blocking call out of runAsync(): wait with async.delay() or an asynchronous capability such as AsyncHttp,*");
    }

    @Test
    @Tag("slow")
    void anAsynchronousFormThatGivesAnotherOutputIsFound() throws Exception {
        assertFound(
                tried("bad-async", "completable-future"),
                "bad-async/completable-future[concurrency=4,cpus=2] failed:",
                "task 0 gave an output with digest 1; 1 of 1 outputs is wrong; alone, before anything was measured, it gave 0;"
                        + " run alone under this model it is wrong too, while run(), called directly, is right: runAsync() gives"
                        + " another output than run()",
                "correct runAsync() for input(0): both forms must give the same output.");
    }

    @Test
    @Tag("slow")
    void whatCannotBeEncodedFailsWhereItCrossesToAnotherProcess() throws Exception {
        Tried output = tried("bad-output", "platform-pool", "process-pool");
        assertTrue(output.text().lines().anyMatch(line -> line.matches("  platform-pool +ok .*")), output::text);
        assertTrue(
                output.text()
                        .contains("task 0: run(): the output cannot be sent back: java.util.Collections$CopiesList"
                                + " cannot be encoded as java.util.List<java.lang.Integer>"),
                output::text);
        assertTrue(output.text().contains("copy it (List.copyOf, new ArrayList<>)"), output::text);

        Tried input = tried("bad-input", "process-pool");
        assertFalse(input.well(), input::text);
        assertTrue(input.text().contains("java.lang.Thread"), input::text);
        assertTrue(input.text().contains("What to do: "), input::text);
    }

    @Test
    @Tag("slow")
    void aCodecThatLosesSomethingIsNamedAsThatOfInputsOrOutputs() throws Exception {
        String compare =
                "compare a value with what decode(encode(value)) gives: both must be alike in all that the task uses; or take a record,"
                        + " whose components all cross, and leave the codec out.";
        assertFound(
                tried("bad-input-codec", "process-pool"),
                "bad-input-codec/process-pool[concurrency=4,cpus=2] failed:",
                "task 16 gave an output with digest 0; *; run alone under this model it is wrong too, while run(), called directly, is right,"
                        + " and wrong again on input(16) after its codec has encoded and decoded it: inputCodec() loses something that"
                        + " run() uses",
                compare);
        assertFound(
                tried("bad-output-codec", "process-pool"),
                "bad-output-codec/process-pool[concurrency=4,cpus=2] failed:",
                "task 16 gave an output with digest 0; *, and its output has another digest after its codec has encoded and decoded it:"
                        + " outputCodec() loses something that digest() uses",
                compare);
    }

    @Test
    @Tag("slow")
    void aTaskOfTenMinutesIsEndedAtTheLimitAndItsLengthIsTold() throws Exception {
        assertFound(
                tried("bad-slow", Duration.ofSeconds(3), List.of("sequential")),
                "bad-slow cannot be measured:",
                "task 0: run() takes longer than 3 s, alone and in one thread; 1 thread was within the workload's class then, the first in"
                        + " java.lang.Thread.sleep, called at " + IN + "Slow.run(BadWorkloads.java:*)",
                "if it hangs, fix that; else make tasks shorter, or raise --limit. The pilot runs four of them, one after the other,"
                        + " in 120 s at most, so a run measures tasks of up to 30 s.");
    }

    @Test
    @Tag("slow")
    void tasksThatWaitForEachOthersLocksAreEndedAtTheLimit() throws Exception {
        assertFound(
                tried("bad-deadlock", Duration.ofSeconds(8), List.of("platform-pool")),
                "bad-deadlock/platform-pool[concurrency=4,cpus=2] failed:",
                "took longer than 8 s where about * s were expected; all its processes were ended\n    * tasks of the batch had not"
                        + " ended; threads wait for each other's locks (a deadlock): *",
                "take the locks in the same order in every task.");
    }

    @Test
    @Tag("slow")
    void aCauseThatAllModelsShareIsToldOnce() throws Exception {
        Tried tried = tried("bad-later", "platform-pool", "virtual-threads");

        assertFalse(tried.well(), tried::text);
        assertEquals(1, tried.text().split("the pool of connections is empty", -1).length - 1, tried::text);
        assertTrue(tried.text().contains("failed in the same way as bad-later/platform-pool"), tried::text);
    }
}
