package org.concurrencybench.reports.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.reports.records.PricesPlanned;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunEnd;
import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.run.folder.ReportFolder;
import org.jspecify.annotations.Nullable;

/**
 * The run that goes on: what it has recorded and how much time it took.
 *
 * @param results all that it recorded
 * @param spent what counts towards the budget
 */
record ResumedRun(RunResults results, TimeSpent spent) {
    /**
     * The run in {@code folder}. Reads only.
     *
     * @param now what would be measured now
     * @param prices the price list that would be measured now
     * @param budget of the whole run, from now on
     * @throws UsageException when it cannot go on as {@code now}; the message lists every difference
     */
    static ResumedRun in(ReportFolder folder, RunHeader now, @Nullable PricesPlanned prices, Duration budget) {
        RunResults results = read(folder.results());
        List<String> differences = new ArrayList<>(RunConditions.differences(results.header(), now));
        differences.addAll(PriceCells.differences(results.prices().planned(), prices));
        if (budget.toNanos() / 1e9 < results.budgetSeconds()) {
            differences.add("budget: then " + text(results.budgetSeconds()) + ", now " + Parameter.format(budget)
                    + "; it may be raised, not lowered");
        }
        if (!differences.isEmpty()) {
            throw new UsageException("the run in " + folder.path()
                    + " cannot be resumed, since not everything is as it was:\n  " + String.join("\n  ", differences)
                    + "\nIt was started with: " + results.header().command()
                    + "\nUse the same settings, or start a new run without bench.resume (--resume).");
        }
        return new ResumedRun(results, TimeSpent.of(results, folder.lastHeartbeat()));
    }

    /** The header of the run in {@code file}. */
    static RunHeader header(Path file) {
        return read(file).header();
    }

    private static RunResults read(Path file) {
        try {
            return ResultsFile.read(file);
        } catch (IOException e) {
            throw new UsageException(
                    "the run cannot be resumed: " + e.getMessage()
                            + ". Start a new one without bench.resume (--resume): it moves what is there to history/.",
                    e);
        }
    }

    /** Why nothing is left to measure within {@code budget}, in words; empty when something is. */
    Optional<String> nothingLeft(Duration budget) {
        RunEnd end = results.end();
        if (end != null && (end.reason() == RunEnd.Reason.SETTLED || end.reason() == RunEnd.Reason.ROUNDS)) {
            return Optional.of("the run is complete: nothing is left to measure");
        }
        if (spent.all() >= budget.toNanos() / 1e9) {
            return Optional.of("the budget of " + Parameter.format(budget) + " is spent (" + Progress.clock(spent.all())
                    + "): raise it with bench.budget (--budget) to resume");
        }
        boolean raised = budget.toNanos() / 1e9 > results.budgetSeconds();
        return end != null && end.reason() == RunEnd.Reason.BUDGET && !raised
                ? Optional.of("no further round fits into the budget of " + Parameter.format(budget) + " ("
                        + Progress.clock(spent.all()) + " are spent): raise it with bench.budget (--budget) to resume")
                : Optional.empty();
    }

    /** What a user should know before it goes on, a line each. */
    List<String> announcement(Duration budget) {
        List<String> lines = new ArrayList<>();
        if (results.torn()) {
            lines.add("warning: the last line of " + ResultsFile.NAME
                    + " was incomplete and has been removed; its trial is measured again");
        }
        int trials = results.trials().size() + results.prices().trials().size();
        lines.add(
                trials == 0
                        ? "the run was cut off before its first trial had ended; it starts with that one"
                        : "resuming after " + trials + (trials == 1 ? " trial" : " trials")
                                + ", in the same order (seed "
                                + results.header().seed() + ")");
        if (budget.toNanos() / 1e9 > results.budgetSeconds()) {
            lines.add("the budget is raised from " + text(results.budgetSeconds()) + " to " + Parameter.format(budget));
        }
        lines.add(String.format(
                Locale.ROOT,
                "%s of the budget of %s are spent: %.1f s until the last record%s",
                Progress.clock(spent.all()),
                Parameter.format(budget),
                spent.recorded(),
                spent.lost() > 0
                        ? String.format(Locale.ROOT, ", %.1f s after it in the trial that was lost", spent.lost())
                        : ""));
        return lines;
    }

    private static String text(double seconds) {
        return Parameter.format(Duration.ofNanos(Math.round(seconds * 1e9)));
    }
}
