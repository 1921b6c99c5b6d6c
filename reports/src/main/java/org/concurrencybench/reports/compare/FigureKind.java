package org.concurrencybench.reports.compare;

import java.util.Locale;

/** What two runs may have in common besides times per task. All changes of a kind are judged as one family. */
public enum FigureKind {
    /** Percentiles of the latency under an offered load. */
    LATENCY("Latencies"),
    /** The highest rate at which a target is met. */
    CAPACITY("Capacities"),
    /** What a primitive costs. */
    PRICE("Prices");

    private final String title;

    FigureKind(String title) {
        this.title = title;
    }

    /** For a heading. */
    public String title() {
        return title;
    }

    /** Within a sentence. */
    public String words() {
        return title.toLowerCase(Locale.ROOT);
    }
}
