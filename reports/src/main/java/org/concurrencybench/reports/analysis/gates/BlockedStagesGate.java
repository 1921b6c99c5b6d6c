package org.concurrencybench.reports.analysis.gates;

import java.util.List;
import java.util.Optional;
import org.concurrencybench.core.diagnosis.Advice;
import org.concurrencybench.core.experiment.TrialFacts;
import org.concurrencybench.reports.analysis.cells.CellTrials;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.findings.Flagged;
import org.concurrencybench.reports.findings.Rule;
import org.concurrencybench.reports.findings.Warning;

/** No stage of a chain holds its thread while it waits, as far as the session has seen. */
final class BlockedStagesGate implements Gate {
    static final Rule RULE = new Rule(
            "Stages",
            "stages that block their thread",
            "a cell is flagged if a stage of runAsync() was seen to block its thread.",
            new Rule.Caution(
                    Flag.BLOCKS_ITS_STAGES,
                    Warning.Kind.BLOCKED_STAGES,
                    "A stage of runAsync() blocks its thread: there is one thread for each cpu, so that all other chains wait too. The"
                            + " times are those of the blocking, not of the model.",
                    Advice.BLOCKED_STAGE));

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Flagged> check(CellTrials cell) {
        return cell.measuredTrials().stream()
                .flatMap(trial -> Optional.ofNullable(trial.facts().get(TrialFacts.BLOCKED_AT)).stream())
                .limit(1)
                .map(place -> new Flagged(Flag.BLOCKS_ITS_STAGES, 0, place))
                .toList();
    }
}
