package org.concurrencybench.reports.analysis.claims;

import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.Experiment;
import org.concurrencybench.reports.findings.Pair;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.stats.Sample;

/** The figure that is held against a claim: a ratio, made of one or two measured cells. */
sealed interface ClaimFigure {
    /** The cells that it needs, in the order in which {@link #of} takes them. */
    List<WantedCell> wanted();

    /** The figure of {@code found}, one for each that is wanted. */
    Estimate of(List<FoundCell> found);

    /**
     * A measured cell.
     *
     * @param cell as the plan has it
     * @param result what was measured
     * @param experiment all that was measured of its workload
     */
    record FoundCell(Cell cell, CellResult result, Experiment experiment) {}

    /**
     * Tasks a second over what arithmetic gives to tasks that only wait: so many in flight, divided by the length of a
     * wait, the parameter {@code latency}.
     */
    record OfWaits(WantedCell cell, ToIntFunction<Cell> inFlight) implements ClaimFigure {
        @Override
        public List<WantedCell> wanted() {
            return List.of(cell);
        }

        @Override
        public Estimate of(List<FoundCell> found) {
            FoundCell only = found.getFirst();
            String latency = Objects.requireNonNull(only.cell().parameters().get("latency"));
            double waits = Parameter.parseDuration(latency).toNanos();
            return only.result().nanosPerTask().inverse().times(waits / inFlight.applyAsInt(only.cell()));
        }
    }

    /** How many times as long a task takes in the first cell as in the second; both of one experiment. */
    record TimeRatio(WantedCell first, WantedCell second) implements ClaimFigure {
        @Override
        public List<WantedCell> wanted() {
            return List.of(first, second);
        }

        /** As the experiment's pair has it, which knows the rounds; cells that are not compared have none. */
        @Override
        public Estimate of(List<FoundCell> found) {
            CellResult one = found.get(0).result();
            CellResult other = found.get(1).result();
            return found.getFirst().experiment().pairs().stream()
                    .flatMap(pair -> Stream.of(pair, pair.mirrored()))
                    .filter(pair ->
                            pair.second().equals(one.cell()) && pair.first().equals(other.cell()))
                    .findFirst()
                    .map(Pair::speedUp)
                    .orElseGet(() -> Estimate.ratio(Sample.of(one.trialMeans()), Sample.of(other.trialMeans())));
        }
    }
}
