package org.concurrencybench.reports.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.concurrencybench.reports.analysis.RunAnalyst;
import org.concurrencybench.reports.plan.Role;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.RunEnd;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.SyntheticRun;
import org.concurrencybench.reports.records.TrialRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No sentence, chip, number or field of the first screen contradicts another one, or the records. */
class FirstScreenTest {
    private static final List<String> MODELS =
            List.of("sequential", "platform-pool", "virtual-threads", "completable-future", "process-pool");

    @ParameterizedTest
    @MethodSource("recorded")
    void aRecordedRunSaysNothingThatContradictsItself(String name) {
        RunResults run = RecordedRuns.read(name);
        assertEquals(List.of(), Contradictions.of(run, html(run)));
    }

    @Test
    void neitherDoARealisticRunAndTheOneBefore() {
        for (RunResults run : List.of(SampleRun.results(), SampleRun.earlier())) {
            assertEquals(List.of(), Contradictions.of(run, html(run)));
        }
    }

    /** Differences about as large as the precision, noise that decides few of them, and rounds that are not whole. */
    @Test
    @Tag("slow")
    void norDoRunsWithEveryAmountOfNoise() {
        List<String> all = new ArrayList<>();
        for (int seed = 0; seed < 60; seed++) {
            RunResults run = run(seed);
            for (String contradiction : Contradictions.of(run, html(run))) {
                all.add("seed " + seed + ": " + contradiction);
            }
        }
        assertEquals(List.of(), all, () -> all.size() + ":\n" + String.join("\n", all));
    }

    /** The finder itself: each of these changes makes one statement disagree with another. */
    @ParameterizedTest
    @CsvSource({
        "86 measured, 85 measured",
        "up to 6 rounds, 6 rounds",
        "</span> clearly slower<, </span> practically equal<",
        "'</span> can''t tell<', '</span> practically equal<'",
        "' clearly beats ', ' hardly beats '",
        "'more rounds would settle it', 'more trials would settle it'"
    })
    void aStatementThatIsChangedContradictsAnother(String said, String instead) {
        RunResults run = RecordedRuns.read("quick-out-of-time");
        String html = html(run);
        String changed = html.replace(said, instead);
        assertNotEquals(html, changed);
        assertNotEquals(List.of(), Contradictions.of(run, changed));
    }

    private static List<String> recorded() {
        return RecordedRuns.NAMES;
    }

    private static RunResults run(int seed) {
        Random random = new Random(seed);
        int rounds = 2 + random.nextInt(8);
        SyntheticRun run = new SyntheticRun(seed)
                .rounds(rounds)
                .precision(List.of(0.03, 0.05, 0.1).get(seed % 3))
                .noise(List.of(0.005, 0.02, 0.05, 0.15).get(seed % 4), 0.01)
                .ends(RunEnd.Reason.values()[seed % 4]);
        if (seed % 10 == 9) {
            run.iterations(7, 14, 0).changing(-0.2);
        }
        for (String workload : List.of("primes", "sleep", "null")) {
            for (String model : MODELS) {
                double nanos = 1e5 * (1 + 0.02 * random.nextInt(12));
                run.measured(
                        workload.equals("sleep")
                                ? SyntheticRun.cell(workload, model, 32, Shape.MAKESPAN)
                                : SyntheticRun.cell(workload, model, 2, Shape.STEADY),
                        nanos);
            }
        }
        for (int workers : new int[] {1, 2}) {
            run.measured(
                    SyntheticRun.cell(
                            "primes", "process-pool", workers, Shape.STEADY, Role.SWEEP, workers + " at once"),
                    1e5 / workers);
        }
        int there = 1 + random.nextInt(17);
        return switch (seed % 5) {
            case 0 -> run.results();
            case 1 -> without(run.results(), trial -> random.nextDouble() < 0.1);
            default -> without(run.results(), trial -> trial.round() == rounds && trial.position() > there);
        };
    }

    private static RunResults without(RunResults run, Predicate<TrialRecord> missing) {
        return new RunResults(
                run.header(),
                run.trials().stream().filter(missing.negate()).toList(),
                run.resumptions(),
                run.end(),
                run.torn(),
                List.of());
    }

    private static String html(RunResults run) {
        return Report.html(run, RunAnalyst.analyse(run), null);
    }
}
