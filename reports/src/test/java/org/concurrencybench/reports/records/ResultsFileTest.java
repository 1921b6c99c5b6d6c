package org.concurrencybench.reports.records;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.run.SmallDisk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve(ResultsFile.NAME);
    }

    @Test
    void whatIsAppendedIsReadAgain() throws IOException {
        RunResults run = run();
        write(run);
        assertEquals(run, ResultsFile.read(file));
    }

    @Test
    void computedValuesAndFailuresAreReadAgain() throws IOException {
        RunResults run = new SyntheticRun(1)
                .rounds(2)
                .failing(cell(), 1, Failure.Kind.TASK, "first\n\"second\" \u0001 ü", 1)
                .leftOut(cell(), "too long", 1.5e6)
                .leftOut(cell(), "no", null)
                .results();
        write(run);
        assertEquals(run, ResultsFile.read(file));
    }

    /**
     * Records of the time when {@code nothing} was called {@code null}, which readers of tables take for a missing
     * value.
     */
    @Test
    void whatWasCalledNullIsReadAsNothing() throws IOException {
        RunResults run = new SyntheticRun(1)
                .rounds(2)
                .measured(SyntheticRun.cell("nothing", "virtual-threads", 2, Shape.STEADY), 300)
                .results();
        write(run);
        String text = Files.readString(file);
        Files.writeString(
                file,
                text.replace("\"nothing\"", "\"null\"")
                        .replace("\"cell\":\"nothing[size=64]/", "\"cell\":\"null/")
                        .replace("\"parameters\":{\"size\":\"64\"}", "\"parameters\":{}"));
        assertTrue(Files.readString(file).contains("\"cell\":\"null/virtual-threads["), text);
        RunResults read = ResultsFile.read(file);
        String cell = read.header().cells().getFirst().id();
        assertTrue(cell.startsWith("nothing/virtual-threads["), cell);
        assertEquals(
                List.of(cell, cell),
                read.trials().stream().map(TrialRecord::cell).toList());
        assertEquals("nothing", new PilotRecord("null", 1, 1, false).experiment());
    }

    @Test
    void librariesOfJarsAreReadAgainAndOlderRecordsHaveNone() throws IOException {
        write(run());
        String text = Files.readString(file);
        assertTrue(text.contains("\"jars\":[]"), text);
        String jar = "{\"name\":\"own.jar\",\"sha256\":\"00\"";
        String shared =
                "{\"name\":\"asm\",\"users\":\"7.1\",\"suites\":\"9.9\",\"usersUsed\":true,\"why\":\"a workload\"}";
        Files.writeString(
                file, text.replace("\"jars\":[]", "\"jars\":[" + jar + "}," + jar + ",\"shared\":[" + shared + "]}]"));
        assertEquals(
                List.of(
                        new UserJar("own.jar", "00", List.of()),
                        new UserJar(
                                "own.jar", "00", List.of(new SharedLibrary("asm", "7.1", "9.9", true, "a workload")))),
                ResultsFile.read(file).header().jars());
    }

    @Test
    void tornLastLineIsLeftOut() throws IOException {
        write(run());
        List<String> lines = Files.readAllLines(file);
        String last = lines.getLast();
        Files.writeString(
                file,
                String.join("\n", lines.subList(0, lines.size() - 1)) + "\n" + last.substring(0, last.length() / 2));
        RunResults read = ResultsFile.read(file);
        assertTrue(read.torn());
        assertNull(read.end());
        assertEquals(run().trials(), read.trials());
    }

    @Test
    void runWithoutItsEndIsReadAsCutOff() throws IOException {
        write(new SyntheticRun(1).rounds(2).measured(cell(), 1e5).cutOff().results());
        RunResults read = ResultsFile.read(file);
        assertNull(read.end());
        assertFalse(read.torn());
        assertEquals(2, read.trials().size());
    }

    @Test
    void brokenLineInTheMiddleIsAnErrorThatNamesIt() throws IOException {
        write(run());
        List<String> lines = new java.util.ArrayList<>(Files.readAllLines(file));
        lines.set(1, "{\"line\":\"trial\",");
        Files.write(file, lines);
        IOException error = assertThrows(IOException.class, () -> ResultsFile.read(file));
        assertTrue(error.getMessage().contains("line 2"), error.getMessage());
    }

    @Test
    void whatIsNoTextOrNullIsNoRun() throws IOException {
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertThrows(IOException.class, () -> ResultsFile.read(file));
        write(run());
        Files.writeString(file, Files.readString(file).replaceFirst("\n", "\nnull\n"));
        IOException error = assertThrows(IOException.class, () -> ResultsFile.read(file));
        assertTrue(error.getMessage().startsWith(file + ", line 2 is not a record"), error.getMessage());
    }

    @Test
    void theHeaderIsReadWhateverFollows() throws IOException {
        write(run());
        List<String> lines = Files.readAllLines(file);
        Files.writeString(file, lines.getFirst() + "\nbroken\nbroken\n");
        assertEquals(run().header(), ResultsFile.header(file));
    }

    @Test
    void existingFileIsNeverOverwritten() throws IOException {
        write(run());
        assertThrows(FileAlreadyExistsException.class, () -> ResultsFile.create(file));
        assertEquals(run(), ResultsFile.read(file));
    }

    @Test
    void appendingAfterCloseIsAnErrorAndLosesNothing() throws IOException {
        ResultsFile results = ResultsFile.create(file);
        results.append(run().header());
        results.close();
        assertThrows(
                ClosedChannelException.class,
                () -> results.append(run().trials().getFirst()));
        assertEquals(run().header(), ResultsFile.read(file).header());
    }

    @Test
    void diskThatIsFullIsAnErrorNotASilentLoss() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "no /dev/full here");
        assertThrows(IOException.class, () -> {
            try (ResultsFile results = ResultsFile.on(full, StandardOpenOption.WRITE)) {
                results.append(run().header());
            }
        });
    }

    @Test
    void aLineThatWasTornInsideACharacterOrIsNoneIsLeftOutAndRemoved() throws IOException {
        write(run());
        byte[] whole = Files.readAllBytes(file);
        for (String torn : List.of("{\"line\":\"trial\",\"cell\":\"\u00c3", "\0\0\0", "{}\n", "\n", "\0\n")) {
            Files.write(file, whole);
            Files.write(file, torn.getBytes(StandardCharsets.ISO_8859_1), StandardOpenOption.APPEND);
            RunResults read = ResultsFile.read(file);
            assertTrue(read.torn(), torn);
            assertEquals(run().trials(), read.trials());
            ResultsFile.resume(file).close();
            assertArrayEquals(whole, Files.readAllBytes(file), torn);
        }
    }

    @Test
    void aLastLineThatLacksItsEndAloneIsWhole() throws IOException {
        write(run());
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        assertEquals(run(), ResultsFile.read(file));
        try (ResultsFile results = ResultsFile.resume(file)) {
            results.append(new Resumption("2026-11-22T21:00:00Z", 600, 1200));
        }
        RunResults read = ResultsFile.read(file);
        assertEquals(run().trials(), read.trials());
        assertEquals(1200, read.budgetSeconds());
        assertNull(read.end());
    }

    @Test
    void whatIsNoRunOrOfAnotherFormatSaysSo() throws IOException {
        write(run());
        String whole = Files.readString(file);
        String header = whole.lines().findFirst().orElseThrow();
        assertUnreadable("", "is empty");
        assertUnreadable(header.substring(0, 50), "holds nothing but the beginning of a header");
        assertUnreadable(whole.substring(header.length() + 1), "has no header line");
        assertUnreadable("[]\n", "has no header line");
        assertUnreadable(
                whole.replace("\"schema\":" + RunHeader.SCHEMA, "\"schema\":1"),
                "is of format 1, written by version 0.1.0 of this suite; this version reads format "
                        + RunHeader.SCHEMA);
    }

    private void assertUnreadable(String content, String reason) throws IOException {
        Files.writeString(file, content);
        IOException error = assertThrows(IOException.class, () -> ResultsFile.read(file));
        assertTrue(error.getMessage().contains(file + " " + reason), error.getMessage());
    }

    @Test
    void aDiskThatGetsFullKeepsEveryLineThatWasAppended() throws Exception {
        RunResults run = run();
        TrialRecord trial = run.trials().getFirst();
        try (SmallDisk disk = SmallDisk.mount(folder, 16)) {
            Path onDisk = disk.path().resolve(ResultsFile.NAME);
            disk.fillUpTo(5);
            int appended = 0;
            try (ResultsFile results = ResultsFile.create(onDisk)) {
                results.append(run.header());
                while (appended < 1000) {
                    results.append(inRound(trial, appended + 1));
                    appended++;
                }
            } catch (IOException e) {
                assertTrue(appended > 0, e::toString);
            }
            assertTrue(appended < 1000, "the disk never got full");
            RunResults kept = ResultsFile.read(onDisk);
            assertFalse(kept.torn());
            assertEquals(
                    IntStream.rangeClosed(1, appended)
                            .mapToObj(round -> inRound(trial, round))
                            .toList(),
                    kept.trials());

            disk.makeRoom();
            try (ResultsFile results = ResultsFile.resume(onDisk)) {
                results.append(inRound(trial, appended + 1));
            }
            assertEquals(appended + 1, ResultsFile.read(onDisk).trials().size());
        }
    }

    private static TrialRecord inRound(TrialRecord trial, int round) {
        return new TrialRecord(
                round,
                trial.position(),
                trial.cell(),
                trial.startedAt(),
                trial.seconds(),
                trial.iterationSeconds(),
                trial.failure(),
                trial.warmup(),
                trial.iterations(),
                trial.figures(),
                trial.facts());
    }

    private void write(RunResults run) throws IOException {
        SyntheticRun.write(run, file);
    }

    private static RunResults run() {
        return new SyntheticRun(3).rounds(2).measured(cell(), 1e5).results();
    }

    private static org.concurrencybench.reports.plan.Cell cell() {
        return SyntheticRun.cell("sleep", "virtual-threads", 32, Shape.MAKESPAN);
    }
}
