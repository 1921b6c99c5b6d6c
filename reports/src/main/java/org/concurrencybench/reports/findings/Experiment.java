package org.concurrencybench.reports.findings;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.concurrencybench.core.workloads.NothingWorkload;
import org.jspecify.annotations.Nullable;

/**
 * All that the run tells about one workload with its parameters.
 *
 * @param id the workload with its parameters
 * @param workload id of the workload
 * @param title its workload, with the parameters in which it differs from the run's others of that workload
 * @param parameters as text
 * @param waits whether its tasks mostly wait: measured as one batch an iteration
 * @param tasks the batch size
 * @param state how far its comparisons got
 * @param sentences what the evidence says, in plain words, the most important first
 * @param ranked compared cells, the smallest estimate first; those with too few trials for a verdict behind the others
 * @param barred compared cells whose result cannot be, with the reason among their flags
 * @param beside variants with another budget: never ranked
 * @param pairs of the ranked cells
 * @param sweeps over the number of workers
 * @param iterationHint how many iterations trials should have; null where there are too few
 * @param failed cells with failed trials
 * @param leftOut cells that were not measured
 * @param costs what every measured cell costs, those of the sweeps too, in the order of the plan
 */
public record Experiment(
        String id,
        String workload,
        String title,
        Map<String, String> parameters,
        boolean waits,
        int tasks,
        State state,
        List<String> sentences,
        List<CellResult> ranked,
        List<CellResult> barred,
        List<CellResult> beside,
        List<Pair> pairs,
        List<Sweep> sweeps,
        @Nullable IterationHint iterationHint,
        List<FailedCell> failed,
        List<LeftOut> leftOut,
        List<CellCost> costs) {
    /** How far the comparisons of an experiment got. */
    public enum State {
        /** Every pair is as precise as the plan asks. */
        SETTLED("precise enough"),
        /** The run ended before that; {@link Experiment#standing} says how many have a verdict. */
        OPEN("not precise enough"),
        /** Fewer than five trials: no verdicts. */
        EXPLORATORY("exploratory"),
        /** Fewer than two cells that can be compared. */
        NOTHING_TO_COMPARE("nothing to compare");

        private final String words;

        State(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public Experiment {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
        sentences = List.copyOf(sentences);
        ranked = List.copyOf(ranked);
        barred = List.copyOf(barred);
        beside = List.copyOf(beside);
        pairs = List.copyOf(pairs);
        sweeps = List.copyOf(sweeps);
        failed = List.copyOf(failed);
        leftOut = List.copyOf(leftOut);
        costs = List.copyOf(costs);
    }

    /**
     * How far the comparisons got, in words; where they are not all as precise as asked for, how many have a verdict.
     */
    public String standing() {
        if (state != State.OPEN) {
            return state.words();
        }
        String all = NumberText.count(pairs.size(), "pair");
        return decidedPairs() == pairs.size() ? "a verdict on " + all : "verdicts on " + decidedPairs() + " of " + all;
    }

    /** Pairs with a verdict. */
    public int decidedPairs() {
        return (int) pairs.stream().filter(pair -> pair.finding().isVerdict()).count();
    }

    /**
     * The pair of the fastest ranked cell and {@code other}, seen from the fastest; null where they are not compared.
     */
    public @Nullable Pair againstBest(CellResult other) {
        String best = ranked.isEmpty() ? "" : ranked.getFirst().cell();
        return pairs.stream()
                .filter(pair -> (pair.first().equals(best) && pair.second().equals(other.cell()))
                        || (pair.second().equals(best) && pair.first().equals(other.cell())))
                .findFirst()
                .map(pair -> pair.first().equals(best) ? pair : pair.mirrored())
                .orElse(null);
    }

    /** Whether there is no verdict on {@code cell} against the fastest because one of the two was not steady. */
    public boolean isUnsteady(CellResult cell) {
        return Stream.of(ranked.getFirst(), cell)
                .anyMatch(one -> !one.unsettling().isEmpty());
    }

    /** Whether its tasks do no work, so that their time is what the models themselves cost. */
    public boolean doesNoWork() {
        return workload.equals(NothingWorkload.ID);
    }

    /** Every measured cell except those of the sweeps: ranked, barred, beside. */
    public List<CellResult> shown() {
        return Stream.of(ranked, barred, beside).flatMap(List::stream).toList();
    }
}
