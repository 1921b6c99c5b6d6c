package org.concurrencybench.reports.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.concurrencybench.reports.plan.Shape;
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
    void fileWithoutHeaderIsNoRun() throws IOException {
        Files.writeString(file, "");
        IOException error = assertThrows(IOException.class, () -> ResultsFile.read(file));
        assertTrue(error.getMessage().contains("header"), error.getMessage());
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

    private void write(RunResults run) throws IOException {
        try (ResultsFile results = ResultsFile.create(file)) {
            results.append(run.header());
            for (TrialRecord trial : run.trials()) {
                results.append(trial);
            }
            if (run.end() != null) {
                results.append(run.end());
            }
        }
    }

    private static RunResults run() {
        return new SyntheticRun(3).rounds(2).measured(cell(), 1e5).results();
    }

    private static org.concurrencybench.reports.plan.Cell cell() {
        return SyntheticRun.cell("sleep", "virtual-threads", 32, Shape.MAKESPAN);
    }
}
