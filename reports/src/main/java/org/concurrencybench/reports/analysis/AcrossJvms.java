package org.concurrencybench.reports.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.findings.Pair;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.stats.Criteria;

/**
 * Says what the evidence is about one model on one JVM against the same on another: the pairs that a change of JDK is
 * judged by.
 */
final class AcrossJvms {
    /**
     * Of a difference that may be smaller than the precision, or of times that still changed, so that a longer run
     * would find another one.
     */
    static final String SIZE_UNCERTAIN = ", by how much is uncertain";

    private AcrossJvms() {}

    /** A sentence for each pair of an experiment's {@code cells} that differ in nothing but their JVM. */
    static List<String> sentences(String title, List<Cell> cells, List<Pair> pairs, Criteria criteria) {
        Map<String, Cell> byId = new HashMap<>();
        cells.forEach(cell -> byId.put(cell.id(), cell));
        List<String> sentences = new ArrayList<>();
        for (Pair pair : pairs) {
            Cell first = byId.get(pair.first());
            Cell second = byId.get(pair.second());
            if (first != null
                    && second != null
                    && !first.equals(second)
                    && first.on(second.jvm()).equals(second)) {
                sentences.add(sentence(title, first, second, pair, criteria));
            }
        }
        return sentences;
    }

    private static String sentence(String title, Cell first, Cell second, Pair pair, Criteria criteria) {
        String a = "JDK " + first.jvm();
        String b = "JDK " + second.jvm();
        String range = NumberText.range(pair.decisive(), criteria.precision());
        return first.on("").displayName() + " on " + title + ": "
                + switch (pair.finding()) {
                    case CLEARLY_FASTER -> a + " clearly beats " + b + ", " + range;
                    case FASTER -> a + " is faster than " + b + ", " + range + SIZE_UNCERTAIN;
                    case LITTLE_FASTER -> a + " is faster than " + b + ", " + range + ", but little";
                    case EQUAL ->
                        a + " and " + b + " are practically equal (±" + NumberText.percent(criteria.precision()) + ")";
                    case EXPLORATORY ->
                        "exploratory, no verdict: " + a + " had a smaller time per task than " + b + ", " + range;
                    case UNDECIDED, LITTLE_SLOWER, SLOWER, CLEARLY_SLOWER -> a + " against " + b + ": can't tell";
                }
                + ".";
    }
}
