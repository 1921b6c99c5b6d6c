package org.concurrencybench.reports.analysis.claims;

import java.util.List;
import java.util.Optional;
import org.concurrencybench.reports.plan.Cell;

/** What a claim needs beyond its cells. */
interface Condition {
    /** Nothing. */
    Condition NONE = (cells, feature) -> Optional.empty();

    /**
     * Why it is not met, in words; empty where it is.
     *
     * @param cells the claim's, in its order
     * @param feature the version of the JDK that measured them: 25; 0 where the records do not have it
     */
    Optional<String> unmet(List<Cell> cells, int feature);

    /** A JDK of this version or newer. */
    static Condition since(int oldest) {
        return (cells, feature) -> feature >= oldest
                ? Optional.empty()
                : Optional.of("it is about JDK " + oldest + " and newer, and this is " + feature
                        + ": measure with a newer one, too (--jvm)");
    }

    /** A JDK older than this version. */
    static Condition before(int first) {
        return (cells, feature) -> feature > 0 && feature < first
                ? Optional.empty()
                : Optional.of("it is about JDKs before " + first + ", and this is " + feature
                        + ": measure with an older one, too (--jvm)");
    }

    /** The last of the cells has at least {@code times} as many tasks in flight as CPUs. */
    static Condition inFlightPerCpu(int times) {
        return (cells, feature) -> {
            Cell last = cells.getLast();
            return last.concurrency() >= times * last.cpus()
                    ? Optional.empty()
                    : Optional.of(last.concurrency() + " threads are not many more than the " + last.cpus()
                            + " CPUs of this machine: use fewer of them (--cpus)");
        };
    }
}
