package org.concurrencybench.reports.analysis;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.findings.Flagged;
import org.concurrencybench.reports.findings.Rule;
import org.concurrencybench.reports.findings.Warning;

/**
 * What the flags of cells mean and what to do about them, as the rules say: one warning with all cells that it
 * concerns.
 */
final class FlagWarnings {
    private FlagWarnings() {}

    /** {@code cells}: each once. */
    static List<Warning> of(List<Rule> rules, Collection<CellResult> cells) {
        return rules.stream()
                .flatMap(rule -> rule.warnings().stream())
                .map(caution -> warning(caution, cells))
                .filter(warning -> !warning.where().isEmpty())
                .toList();
    }

    private static Warning warning(Rule.Caution caution, Collection<CellResult> cells) {
        Flag flag = caution.flag();
        List<CellResult> flagged =
                cells.stream().filter(cell -> cell.flags().contains(flag)).toList();
        return new Warning(
                caution.kind(),
                flagged.stream()
                        .filter(caution.which())
                        .sorted(Comparator.comparingDouble((CellResult cell) -> excess(cell, flag))
                                .reversed())
                        .map(cell -> new Warning.Place(cell.cell(), cell.seen(flag)))
                        .toList(),
                caution.seen(),
                caution.advice().replace(Rule.Caution.WARMUP_KEYS, toRaise(flagged)));
    }

    /** What they need, each key once. */
    private static String toRaise(List<CellResult> flagged) {
        return flagged.stream()
                .map(CellResult::warmupToRaise)
                .distinct()
                .sorted()
                .collect(Collectors.joining(" and "));
    }

    private static double excess(CellResult cell, Flag flag) {
        return cell.seen().stream()
                .filter(flagged -> flagged.flag() == flag)
                .mapToDouble(Flagged::excess)
                .findFirst()
                .orElse(0);
    }
}
