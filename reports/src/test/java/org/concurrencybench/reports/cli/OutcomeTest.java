package org.concurrencybench.reports.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.SyntheticRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomeTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("outcome.txt");
    }

    @Test
    void aRefusalStandsInTheFileAsItWasSaid() throws Exception {
        EndedCommand ended = EndedCommand.of("run", "--plan=quik", "--outcome=" + file);
        assertEquals(2, ended.exit(), ended::toString);
        assertEquals(ended.err().strip(), "error: " + Files.readString(file));
        EndedCommand.of("run", "--nothing", "--outcome=" + file);
        assertTrue(Files.readString(file).contains("--nothing"), Files.readString(file));
    }

    @Test
    void aStoppedRunIsNoSuccessAndACompleteOneLeavesItEmpty() throws Exception {
        SyntheticRun run =
                new SyntheticRun(1).measured(SyntheticRun.cell("primes", "platform-pool", 2, Shape.STEADY), 1e6);
        SyntheticRun.write(run.results(), folder.resolve(ResultsFile.NAME));
        assertEquals(
                0,
                EndedCommand.of("check", "--outcome=" + file, folder.toString()).exit());
        assertEquals("", Files.readString(file));
        SyntheticRun.write(run.cutOff().results(), folder.resolve(ResultsFile.NAME));
        assertEquals(
                3,
                EndedCommand.of("check", "--outcome=" + file, folder.toString()).exit());
        assertTrue(Files.readString(file).startsWith("the run stopped early"), Files.readString(file));
    }

    @Test
    void whileACommandRunsItSaysThatItWasEndedFromOutside() throws Exception {
        Outcome outcome = Outcome.of("run", "--outcome=" + file);
        assertTrue(Files.readString(file).startsWith("it was ended from outside"), Files.readString(file));
        outcome.ended(0);
        assertEquals("", Files.readString(file));
    }
}
