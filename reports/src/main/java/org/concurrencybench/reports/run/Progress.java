package org.concurrencybench.reports.run;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.IntSupplier;
import org.concurrencybench.reports.analysis.Count;
import org.concurrencybench.reports.analysis.Printable;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.records.TrialRecord;

/** Says how far a run is: a line that is rewritten on a terminal, one line a round in a log. */
public final class Progress {
    private static final int WIDEST = 100;

    private final PrintStream out;
    private final boolean terminal;
    private final IntSupplier columns;
    private int lineWidth;
    private int failuresInRound;

    /** {@code terminal}: whether {@code out} can rewrite its last line. */
    public Progress(PrintStream out, boolean terminal) {
        this(out, terminal, () -> WIDEST + 1);
    }

    /** {@code columns} that the terminal has at the moment: a line that is longer could not be rewritten. */
    public Progress(PrintStream out, boolean terminal, IntSupplier columns) {
        this.out = out;
        this.terminal = terminal;
        this.columns = columns;
    }

    /** A line that stays. */
    public void say(String line) {
        closeLine();
        out.println(Printable.of(line));
        out.flush();
    }

    /** What is going on now; shown on terminals only. */
    void now(String what) {
        now(what, what);
    }

    /** {@code brief} is shown instead where the terminal is too narrow. */
    private void now(String what, String brief) {
        if (terminal) {
            int width = Math.min(WIDEST, columns.getAsInt() - 1);
            String whole = Printable.of(what.length() <= width ? what : brief);
            String line = whole.length() <= width ? whole : whole.substring(0, width - 1) + "…";
            out.print("\r" + line + " ".repeat(width - line.length()));
            out.flush();
            lineWidth = width;
        }
    }

    void trial(int round, int rounds, int done, int cells, Cell cell, double secondsLeft) {
        Object[] values = {round, rounds, done + 1, cells, clock(secondsLeft), cell.workload(), cell.displayName()};
        now(
                String.format(Locale.ROOT, "round %d of at most %d, cell %d of %d, about %s left: %s on %s", values),
                String.format(Locale.ROOT, "%d/%d, cell %d/%d, %s left: %s on %s", values));
    }

    void failed(TrialRecord record) {
        failuresInRound++;
        if (record.failure() != null) {
            say("  failed: " + record.cell() + ": " + record.failure().kind() + ": "
                    + record.failure().message().lines().findFirst().orElse(""));
        }
    }

    void round(int round, int rounds, int trials, double secondsSoFar, double secondsLeft) {
        say(String.format(
                Locale.ROOT,
                "round %d of at most %d done: %s%s, %s so far, about %s left",
                round,
                rounds,
                Count.of(trials, "trial"),
                failuresInRound == 0 ? "" : " (" + failuresInRound + " failed)",
                clock(secondsSoFar),
                clock(secondsLeft)));
        failuresInRound = 0;
    }

    static String clock(double seconds) {
        long whole = Math.round(Math.max(0, seconds));
        return whole >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }

    private void closeLine() {
        if (lineWidth > 0) {
            out.print("\r" + " ".repeat(lineWidth) + "\r");
            lineWidth = 0;
        }
    }
}
