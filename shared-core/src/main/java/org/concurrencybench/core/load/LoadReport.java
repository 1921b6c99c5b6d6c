package org.concurrencybench.core.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the tasks of an {@link OfferedLoad} that count. Latencies run from the moment a task is due until it
 * has completed, service times from the start of its run to its end.
 *
 * @param rate tasks per second that were offered
 * @param seed of the schedule
 * @param arrivals tasks that were due
 * @param completed those that completed within the timeout
 * @param refused those that the model, or the driver in its place, did not take
 * @param timedOut those that did not complete within the timeout
 * @param late those that completed after the limit, timed out or were refused
 * @param unfinished tasks that were due and had not completed when the load ended, submitted or not; refused ones apart
 * @param completedPerSecond completions while tasks arrived that count
 * @param lag by percentile, nanoseconds that the generator itself was late, waits inside {@code submit} excepted
 * @param blocked share of the time that {@code submit} held the generator
 * @param parts latencies of all tasks, under the label {@code ""}, then of each label where there are several
 */
public record LoadReport(
        double rate,
        long seed,
        int arrivals,
        int completed,
        int refused,
        int timedOut,
        int late,
        int unfinished,
        double completedPerSecond,
        Map<String, Double> lag,
        double blocked,
        List<Part> parts) {
    /** Percentiles that are kept, with their share of 1. */
    public static final Map<String, Double> PERCENTILES = percentiles();

    public LoadReport {
        lag = Map.copyOf(lag);
        parts = List.copyOf(parts);
    }

    /**
     * The tasks of one label.
     *
     * @param label empty for all tasks
     * @param arrivals tasks that were due
     * @param completed those that completed within the timeout
     * @param latency nanoseconds by percentile, {@code "99.9"}; a percentile stands in it only with 10/(1 − p) tasks or
     *     more, and if it is that of a completed one: tasks that were refused or timed out count as later than all
     * @param service nanoseconds by percentile, of the completed tasks
     * @param most the largest latency of a completed task, in nanoseconds; 0 without one
     */
    public record Part(
            String label,
            int arrivals,
            int completed,
            Map<String, Double> latency,
            Map<String, Double> service,
            double most) {
        public Part {
            latency = Map.copyOf(latency);
            service = Map.copyOf(service);
        }
    }

    private static Map<String, Double> percentiles() {
        Map<String, Double> shares = new LinkedHashMap<>();
        for (String percentile : new String[] {"50", "75", "90", "95", "99", "99.5", "99.9", "99.99"}) {
            shares.put(percentile, Double.parseDouble(percentile) / 100);
        }
        return Collections.unmodifiableMap(shares);
    }

    /** How many tasks it takes for a percentile, 10/(1 − p). */
    public static int leastTasks(String percentile) {
        return (int) Math.ceil(10 / (1 - PERCENTILES.getOrDefault(percentile, 0.0)) - 1e-6);
    }

    /** As properties, which {@link #of} reads. */
    public Map<String, String> properties() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("rate", Double.toString(rate));
        values.put("seed", Long.toString(seed));
        values.put("arrivals", Integer.toString(arrivals));
        values.put("completed", Integer.toString(completed));
        values.put("refused", Integer.toString(refused));
        values.put("timedOut", Integer.toString(timedOut));
        values.put("late", Integer.toString(late));
        values.put("unfinished", Integer.toString(unfinished));
        values.put("completedPerSecond", Double.toString(completedPerSecond));
        values.put("lag", text(lag));
        values.put("blocked", Double.toString(blocked));
        values.put("parts", Integer.toString(parts.size()));
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            values.put("label." + i, part.label());
            values.put("arrivals." + i, Integer.toString(part.arrivals()));
            values.put("completed." + i, Integer.toString(part.completed()));
            values.put("latency." + i, text(part.latency()));
            values.put("service." + i, text(part.service()));
            values.put("most." + i, Double.toString(part.most()));
        }
        return values;
    }

    /** What {@link #properties} wrote. */
    public static LoadReport of(Map<String, String> values) {
        List<Part> parts = new ArrayList<>();
        int count = (int) number(values, "parts");
        for (int i = 0; i < count; i++) {
            parts.add(new Part(
                    values.getOrDefault("label." + i, ""),
                    (int) number(values, "arrivals." + i),
                    (int) number(values, "completed." + i),
                    numbers(values.getOrDefault("latency." + i, "")),
                    numbers(values.getOrDefault("service." + i, "")),
                    number(values, "most." + i)));
        }
        return new LoadReport(
                number(values, "rate"),
                Long.parseLong(values.getOrDefault("seed", "0")),
                (int) number(values, "arrivals"),
                (int) number(values, "completed"),
                (int) number(values, "refused"),
                (int) number(values, "timedOut"),
                (int) number(values, "late"),
                (int) number(values, "unfinished"),
                number(values, "completedPerSecond"),
                numbers(values.getOrDefault("lag", "")),
                number(values, "blocked"),
                parts);
    }

    private static double number(Map<String, String> values, String name) {
        return Double.parseDouble(values.getOrDefault(name, "0"));
    }

    private static String text(Map<String, Double> numbers) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(numbers)
                .forEach((name, value) -> text.append(text.isEmpty() ? "" : " ")
                        .append(name)
                        .append(':')
                        .append(value));
        return text.toString();
    }

    private static Map<String, Double> numbers(String text) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (String pair : text.split(" ")) {
            int colon = pair.indexOf(':');
            if (colon > 0) {
                numbers.put(pair.substring(0, colon), Double.parseDouble(pair.substring(colon + 1)));
            }
        }
        return numbers;
    }
}
