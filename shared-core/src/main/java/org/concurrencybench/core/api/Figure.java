package org.concurrencybench.core.api;

import java.util.regex.Pattern;

/**
 * A number that the outputs of a workload report beside their answers, such as how long the parts of a task took to
 * stop. Its values are summed over the measured tasks of a trial, and the sum is divided by the number of tasks, or by
 * the sum of another figure: a quotient of sums, never a mean of quotients.
 *
 * @param name its name, unique within the workload: a lower-case letter, then letters and digits: {@code stillRunning}
 * @param unit of its values: {@code ns} for times, which reports show in ns, µs, ms or s; else a word, or empty
 * @param description what it counts, in one line
 * @param per the name of the figure of the same workload by whose sum its sum is divided; empty for the number of tasks
 */
public record Figure(String name, String unit, String description, String per) {
    /** The unit of times. */
    public static final String NANOS = "ns";

    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]*");

    public Figure {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the figure name '" + name + "' must be a lower-case letter, then letters and digits");
        }
        if (per.equals(name)) {
            throw new IllegalArgumentException("figure '" + name + "' cannot be divided by itself");
        }
    }

    /** A figure for each task. */
    public Figure(String name, String unit, String description) {
        this(name, unit, description, "");
    }
}
