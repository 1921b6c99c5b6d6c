package org.concurrencybench.reports.records;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.concurrencybench.reports.plan.Cell;

/**
 * The first line of a run.
 *
 * @param schema version of this format
 * @param suite version of concurrency-bench
 * @param plan name of the plan
 * @param command what was asked for, so that it can be repeated
 * @param seed of the order of the cells
 * @param precision the smallest difference that matters, as a fraction: 0.1
 * @param minRounds rounds that are always tried
 * @param maxRounds rounds at most
 * @param budgetSeconds wall time at most
 * @param startedAt ISO-8601, UTC
 * @param environment what the machine and the JDK are, in the order in which pages show it
 * @param cells all cells that are measured
 * @param leftOut cells that are not measured, with the reason; where the answer is arithmetic, with the answer
 */
public record RunHeader(
        int schema,
        String suite,
        String plan,
        String command,
        long seed,
        double precision,
        int minRounds,
        int maxRounds,
        double budgetSeconds,
        String startedAt,
        Map<String, String> environment,
        List<Cell> cells,
        List<LeftOutCell> leftOut)
        implements Line {
    public static final int SCHEMA = 1;
    /** The entry of the environment that tells how many CPUs the run could use; its value starts with the number. */
    public static final String USABLE_CPUS = "cpus usable";

    public RunHeader {
        environment = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(environment));
        cells = List.copyOf(cells);
        leftOut = List.copyOf(leftOut);
    }

    /** CPUs that the run could use, as the environment tells; empty where it does not. */
    public OptionalInt usableCpus() {
        Matcher number = Pattern.compile("\\d{1,6}").matcher(environment.getOrDefault(USABLE_CPUS, ""));
        return number.lookingAt() ? OptionalInt.of(Integer.parseInt(number.group())) : OptionalInt.empty();
    }
}
