package org.concurrencybench.reports.analysis;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.concurrencybench.reports.findings.Experiment;
import org.concurrencybench.reports.findings.Finding;
import org.concurrencybench.reports.findings.Pair;
import org.concurrencybench.reports.findings.SelfCheck;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.selfcheck.Twin;
import org.jspecify.annotations.Nullable;

/** Counts how often the suite was right where the truth was known. */
final class SelfCheckAnalyst {
    private SelfCheckAnalyst() {}

    /** Null for a run without twins. */
    static @Nullable SelfCheck check(RunHeader header, List<Experiment> experiments) {
        Map<String, Cell> cells = header.cells().stream().collect(Collectors.toMap(Cell::id, Function.identity()));
        if (cells.values().stream().noneMatch(SelfCheckAnalyst::isTwin)) {
            return null;
        }
        int same = 0;
        int calledFaster = 0;
        int planted = 0;
        int found = 0;
        int wrongWay = 0;
        int smallest = Integer.MAX_VALUE;
        for (Experiment experiment : experiments) {
            for (Pair pair : experiment.pairs()) {
                Cell first = cells.get(pair.first());
                Cell second = cells.get(pair.second());
                if (first == null
                        || second == null
                        || isTwin(first) == isTwin(second)
                        || pair.finding() == Finding.EXPLORATORY) {
                    continue;
                }
                int more = more(isTwin(first) ? first : second);
                boolean claimed = claimsFaster(pair.finding());
                if (more == 0) {
                    same++;
                    calledFaster += claimed ? 1 : 0;
                } else {
                    planted++;
                    smallest = Math.min(smallest, more);
                    found += claimed && isTwin(second) ? 1 : 0;
                    wrongWay += claimed && isTwin(first) ? 1 : 0;
                }
            }
        }
        return new SelfCheck(same, calledFaster, planted, found, wrongWay, planted == 0 ? 0 : smallest);
    }

    private static boolean isTwin(Cell cell) {
        return cell.model().equals(Twin.ID);
    }

    private static int more(Cell twin) {
        return Integer.parseInt(twin.settings().getOrDefault(Twin.MORE_SETTING, "0"));
    }

    private static boolean claimsFaster(Finding finding) {
        return finding == Finding.CLEARLY_FASTER || finding == Finding.FASTER || finding == Finding.LITTLE_FASTER;
    }
}
