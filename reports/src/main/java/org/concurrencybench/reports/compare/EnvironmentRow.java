package org.concurrencybench.reports.compare;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.records.LeftOutCell;
import org.concurrencybench.reports.records.RunHeader;

/**
 * One entry of the environments of two runs.
 *
 * @param name of the entry
 * @param oldValue in OLD; {@code n/a} where its records do not tell
 * @param newValue in NEW; likewise
 * @param bearing what it means for the comparison
 */
public record EnvironmentRow(String name, String oldValue, String newValue, Bearing bearing) {
    /** What an entry means for the comparison. */
    public enum Bearing {
        /** Alike in both. */
        SAME,
        /** Another value, which says nothing about how fast the machine is: its load at the start. */
        DIFFERS,
        /** Another value of something that decides how fast cells are. */
        DECIDES,
        /** Another machine: whatever is said would be about the machines. */
        FORBIDS
    }

    static final String CPU_BUDGET = "cpu budget of the cells";

    private static final String UNTOLD = "n/a";
    private static final Set<String> DECIDING = Set.of(
            RunHeader.USABLE_CPUS,
            RunHeader.MEASURED_JDK,
            RunHeader.MEMORY,
            RunHeader.OPERATING_SYSTEM,
            RunHeader.KERNEL,
            RunHeader.GOVERNOR,
            RunHeader.CONTAINER_LIMIT,
            CPU_BUDGET);

    /** Every entry that one of the two has, in the order of the old one. */
    static List<EnvironmentRow> of(RunHeader old, RunHeader fresh) {
        Set<String> names = new LinkedHashSet<>(old.environment().keySet());
        names.addAll(fresh.environment().keySet());
        List<EnvironmentRow> rows = new ArrayList<>();
        for (String name : names) {
            String oldValue = old.environment().getOrDefault(name, UNTOLD);
            String newValue = fresh.environment().getOrDefault(name, UNTOLD);
            boolean otherMachine = name.equals(RunHeader.PROCESSOR)
                    || (name.equals(RunHeader.USABLE_CPUS) && !old.usableCpus().equals(fresh.usableCpus()));
            rows.add(row(name, oldValue, newValue, otherMachine));
        }
        rows.add(row(CPU_BUDGET, budgets(old), budgets(fresh), false));
        return rows;
    }

    /** {@code memory differs: 24 GiB in OLD, 12 GiB in NEW}. */
    public String words() {
        return name + " differs: " + oldValue + " in OLD, " + newValue + " in NEW";
    }

    private static EnvironmentRow row(String name, String oldValue, String newValue, boolean otherMachine) {
        Bearing ofDifference =
                otherMachine ? Bearing.FORBIDS : DECIDING.contains(name) ? Bearing.DECIDES : Bearing.DIFFERS;
        return new EnvironmentRow(name, oldValue, newValue, oldValue.equals(newValue) ? Bearing.SAME : ofDifference);
    }

    private static String budgets(RunHeader header) {
        return Stream.concat(header.cells().stream(), header.leftOut().stream().map(LeftOutCell::cell))
                .map(Cell::cpus)
                .distinct()
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }
}
