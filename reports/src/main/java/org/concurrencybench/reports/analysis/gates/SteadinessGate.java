package org.concurrencybench.reports.analysis.gates;

import java.util.ArrayList;
import java.util.List;
import org.concurrencybench.reports.analysis.cells.CellTrials;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.findings.Flagged;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.findings.Rule;
import org.concurrencybench.reports.findings.Warning;
import org.concurrencybench.reports.stats.Steadiness;
import org.concurrencybench.reports.stats.Trend;

/** Trials are warm when they are measured, and their times have one level. */
final class SteadinessGate implements Gate {
    private static final String FEW = "Up to a fifth of a cell's trials is no obstacle to a verdict.";

    static final Rule RULE = new Rule(
            "Steadiness",
            "trials that were not warm or never got steady",
            "a trial that was not warm when its warm-up ended, or of which fewer than ten measured iterations (or fewer than all, where"
                    + " there are fewer) lie behind the last change of level, stays in and is flagged; above a fifth of a cell's trials there"
                    + " is no verdict. Where times changed by more than 2.5 % over the iterations that count, alike in the trials, only a"
                    + " difference that is larger than the precision and five times that change together gets a verdict: faster, size uncertain.",
            new Rule.Caution(
                    Flag.NOT_WARM,
                    SteadinessGate::costsTheVerdict,
                    Warning.Kind.NOT_WARM,
                    "Trials were not warm when their warm-up ended. With those that never got steady they are more than a fifth, so that there is no verdict.",
                    "Raise " + CellResult.WARMUP_LIMIT + " of the plan; see how they warm up."),
            new Rule.Caution(
                    Flag.NOT_WARM,
                    cell -> !costsTheVerdict(cell),
                    Warning.Kind.SOME_NOT_WARM,
                    "Some trials were not warm when their warm-up ended. They count.",
                    FEW),
            new Rule.Caution(
                    Flag.UNSTEADY,
                    SteadinessGate::costsTheVerdict,
                    Warning.Kind.UNSTEADY,
                    "Trials never got steady. With those that were not warm they are more than a fifth, so that there is no verdict.",
                    "See how they warm up: raise " + Rule.Caution.WARMUP_KEYS
                            + " of the plan, or look for a quieter machine."),
            new Rule.Caution(
                    Flag.UNSTEADY,
                    cell -> !costsTheVerdict(cell),
                    Warning.Kind.SOME_UNSTEADY,
                    "Some trials never got steady. They count, with the last half of their iterations.",
                    FEW),
            new Rule.Caution(
                    Flag.CHANGED_TOO_MUCH,
                    Warning.Kind.STILL_CHANGING,
                    "Times went on changing while they were measured, alike in the trials. Only differences far larger than that get a verdict, and no size.",
                    "Raise " + Rule.Caution.WARMUP_KEYS
                            + " of the plan. Where they rise, look for what grows: memory, queues, heat, code that is compiled again."),
            new Rule.Caution(
                    Flag.STILL_CHANGING,
                    Warning.Kind.SLIGHTLY_CHANGING,
                    "Times changed by one or two per cent while they were measured, alike in the trials.",
                    "That is less than a verdict needs. A longer warm-up would show whether it continues: raise "
                            + Rule.Caution.WARMUP_KEYS + " of the plan."),
            new Rule.Caution(
                    Flag.NOT_JUDGED,
                    cell -> cell.steadiness() == Steadiness.NOT_JUDGED, // not those with too many unsteady trials
                    Warning.Kind.STEADINESS_NOT_JUDGED,
                    "Whether times still changed while they were measured cannot be seen: that takes "
                            + Trend.LEAST_TRIALS + " trials of " + Trend.LEAST_ITERATIONS + " iterations.",
                    "Long tasks have few iterations. More of them (trial.iterations of the plan) or more rounds would show it."));

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Flagged> check(CellTrials cell) {
        List<Flagged> flags = new ArrayList<>(someOf(cell, cell.notWarm(), Flag.NOT_WARM));
        flags.addAll(someOf(cell, cell.shifted(), Flag.UNSTEADY));
        flags.addAll(changing(cell));
        flags.addAll(Gate.when(cell.judgement().trend().isEmpty(), Flag.NOT_JUDGED));
        return flags;
    }

    private static List<Flagged> someOf(CellTrials cell, int trials, Flag flag) {
        return Gate.when(
                trials > 0,
                flag,
                (double) trials / cell.trials(),
                trials + " of " + cell.trials() + (cell.trials() == 1 ? " trial" : " trials"));
    }

    private static List<Flagged> changing(CellTrials cell) {
        Steadiness steadiness = cell.judgement().steadiness();
        boolean changing = steadiness == Steadiness.CHANGED_TOO_MUCH || steadiness == Steadiness.STILL_CHANGING;
        double change = cell.judgement()
                .trend()
                .map(trend -> Math.expm1(trend.change()))
                .orElse(0.0);
        return Gate.when(
                changing,
                steadiness == Steadiness.CHANGED_TOO_MUCH ? Flag.CHANGED_TOO_MUCH : Flag.STILL_CHANGING,
                Math.abs(change),
                NumberText.percent(Math.abs(change)) + (change < 0 ? " faster" : " slower")
                        + " over the iterations that count");
    }

    private static boolean costsTheVerdict(CellResult cell) {
        return cell.steadiness() == Steadiness.TOO_MANY_UNSTEADY;
    }
}
