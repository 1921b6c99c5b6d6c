package org.concurrencybench.reports.findings;

import java.util.List;
import java.util.function.Predicate;

/**
 * What a cell has to be, and what readers are told where it is not. Told here alone: the page lists all rules, warnings
 * say what was seen and what to do, and the README names them.
 *
 * @param name in a word or two
 * @param brief what breaks it, in the words of the README
 * @param explanation when a cell breaks it and what follows, as sentences; the page puts it after the name and a colon
 * @param warnings those about cells that break it; none where another warning tells the cause
 */
public record Rule(String name, String brief, String explanation, List<Caution> warnings) {
    public Rule {
        warnings = List.copyOf(warnings);
    }

    public Rule(String name, String brief, String explanation, Caution... warnings) {
        this(name, brief, explanation, List.of(warnings));
    }

    /**
     * A warning about all cells with a flag.
     *
     * @param flag the flag
     * @param which of the cells that have it
     * @param kind the warning's
     * @param seen what was seen, as sentences
     * @param advice what to do, as sentences; {@link #WARMUP_KEYS} stands for keys of the plan
     */
    public record Caution(Flag flag, Predicate<CellResult> which, Warning.Kind kind, String seen, String advice) {
        /** Stands in advice for the keys that give the flagged cells a longer warm-up. */
        public static final String WARMUP_KEYS = "{keys}";

        /** About all cells that have the flag. */
        public Caution(Flag flag, Warning.Kind kind, String seen, String advice) {
            this(flag, cell -> true, kind, seen, advice);
        }
    }
}
