package org.concurrencybench.reports.run;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.text.Count;
import org.concurrencybench.reports.text.Printable;

/** Says how far a run is: a line that is rewritten on a terminal, one line a round in a log. */
public final class Progress {
    private static final int WIDEST = 100;

    private final PrintStream out;
    private final boolean terminal;
    private final IntSupplier columns;
    private int lineWidth;
    private int failuresInRound;
    private final List<Told> told = new ArrayList<>();

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
    public void now(String what) {
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

    /** An experiment that cannot be prepared, with the cause. */
    public void unmeasurable(String experiment, Failure failure) {
        tell(experiment, "cannot be measured", failure);
    }

    void failed(TrialRecord record) {
        failuresInRound++;
        if (record.failure() != null) {
            tell(record.cell(), "failed", record.failure());
        }
    }

    /**
     * A cause is told once, with what to do; further cells that fail alike are named.
     *
     * @param place id of a cell or experiment
     * @param how what became of it: {@code failed}
     */
    public void tell(String place, String how, Failure failure) {
        Optional<Told> known = told.stream()
                .filter(one -> failure.isAlike(place, one.failure(), one.first()))
                .findFirst();
        if (known.isEmpty()) {
            Set<String> places = new HashSet<>(Set.of(place));
            told.add(new Told(failure, place, places));
            say(place + " " + how + ":");
            failure.block().forEach(line -> say("    " + line));
        } else if (known.get().places().add(place)) {
            say(place + " " + how + " in the same way as " + known.get().first());
        }
    }

    /** A cause that was told, where it was seen first, and all places where it was seen. */
    private record Told(Failure failure, String first, Set<String> places) {}

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
