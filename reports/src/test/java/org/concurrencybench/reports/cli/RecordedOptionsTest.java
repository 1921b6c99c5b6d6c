package org.concurrencybench.reports.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.SyntheticRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedOptionsTest {
    private static final String COMMAND =
            "concurrency-bench run --plan='/home/me/my plan.toml' --models=sequential,platform-pool --budget=10m --cpus=2";

    @TempDir
    private Path folder;

    @Test
    void whatIsNotSaidAgainComesFromTheRecords() throws Exception {
        record(run());
        assertEquals(
                List.of(
                        "--plan=/home/me/my plan.toml",
                        "--models=sequential,platform-pool",
                        "--budget=10m",
                        "--cpus=2"),
                added("--resume"));
    }

    @Test
    void whatIsSaidAgainWins() throws Exception {
        record(run());
        assertEquals(
                List.of("--models=sequential,platform-pool"),
                added("--resume=true", "--plan=smoke", "--budget=20m", "--cpus", "1"));
    }

    @Test
    void aBudgetThatWasRaisedStaysRaised() throws Exception {
        record(run().resumed(100, 1200));
        List<String> options = added("--resume");
        assertEquals(List.of("--budget=1200s"), options.subList(3, 4));
        assertEquals(4, options.size());
    }

    @Test
    void wordsFromBeforeTheyWereQuotedAreJoined() throws Exception {
        record(run().command("concurrency-bench run --plan=/my plan.toml --budget=10m"));
        assertEquals(List.of("--plan=/my plan.toml", "--budget=10m"), added("--resume"));
    }

    @Test
    void aNewRunAndAFolderWithoutOneAreAsked() throws Exception {
        assertEquals(List.of(), added("--resume"));
        record(run());
        assertEquals(List.of(), added("--resume=false"));
        assertEquals(List.of(), added("--plan=smoke"));
        record(run().command("something else --plan=smoke"));
        assertEquals(List.of(), added("--resume"));
        String[] wrong = {"run", "--nothing", "--resume", "--out=" + folder};
        assertArrayEquals(wrong, RecordedOptions.added(wrong));
        assertArrayEquals(new String[] {"check"}, RecordedOptions.added("check"));
    }

    private static SyntheticRun run() {
        return new SyntheticRun(1)
                .command(COMMAND)
                .measured(SyntheticRun.cell("primes", "platform-pool", 2, Shape.STEADY), 1e6);
    }

    private void record(SyntheticRun run) throws Exception {
        SyntheticRun.write(run.results(), folder.resolve(ResultsFile.NAME));
    }

    /** What comes to these options of {@code run} on the folder. */
    private List<String> added(String... options) {
        String[] args = new String[options.length + 2];
        args[0] = "run";
        args[1] = "--out=" + folder;
        System.arraycopy(options, 0, args, 2, options.length);
        String[] all = RecordedOptions.added(args);
        return Arrays.asList(all).subList(args.length, all.length);
    }
}
