package org.concurrencybench.reports.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.concurrencybench.core.api.UsageException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the {@code [[latency]]} and {@code [[capacity]]} entries of a plan. */
final class LatencyEntries {
    private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3})?) ?%");
    private static final Pattern RATE = Pattern.compile("\\d{1,7}(?:\\.\\d{1,3})?");
    private static final Pattern PERCENTILE = Pattern.compile("(5[1-9]|[6-9]\\d)(\\.\\d{1,2})?");
    private static final int USUAL_BURST = 20;
    private static final int MOST_BURST = 100_000;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final String plan;
    private final List<String> models;

    /** {@code models}: those of the plan, the first of which is the usual reference. */
    LatencyEntries(String plan, List<String> models) {
        this.plan = plan;
        this.models = models;
    }

    PlannedLatency read(PlanFile.Latency entry) {
        String workload = entry.workload();
        if (workload == null) {
            throw new UsageException("plan '" + plan + "': [[latency]] needs the key 'workload'");
        }
        String where = "of the latency of " + workload;
        List<String> compared = entry.models() == null ? models : entry.models();
        String reference =
                entry.reference() == null ? compared.stream().findFirst().orElse("") : entry.reference();
        int burst = burst(where, entry);
        double settle = seconds("settle " + where, entry.settle(), Duration.ofSeconds(1), true);
        double length = seconds("length " + where, entry.length(), Duration.ofSeconds(10), false);
        double timeout = seconds("timeout " + where, entry.timeout(), Duration.ofSeconds(10), false);
        List<Load> loads = new ArrayList<>();
        for (String rate : rates(where, entry.rates())) {
            Matcher share = SHARE.matcher(rate);
            boolean isShare = share.matches();
            double value = Double.parseDouble(isShare ? share.group(1) : rate);
            if (value <= 0) {
                throw new UsageException(
                        "plan '" + plan + "': rates " + where + " must be above 0, not '" + rate + "'");
            }
            Load load = isShare
                    ? new Load(value / 100, reference, 0, burst, settle, length, timeout)
                    : new Load(0, "", value, burst, settle, length, timeout);
            if (loads.contains(load)) {
                throw new UsageException("plan '" + plan + "': rates " + where + " have '" + rate + "' twice");
            }
            loads.add(load);
        }
        return new PlannedLatency(
                workload,
                parameters(where, entry.parameters()),
                Optional.ofNullable(entry.models()),
                Optional.ofNullable(entry.concurrency()),
                loads);
    }

    PlannedLatency read(PlanFile.Capacity entry) {
        String workload = entry.workload();
        if (workload == null) {
            throw new UsageException("plan '" + plan + "': [[capacity]] needs the key 'workload'");
        }
        String where = "of the capacity of " + workload;
        String percentile = entry.percentile() == null ? "99" : entry.percentile();
        boolean known = PERCENTILE.matcher(percentile).matches();
        if (!known) {
            throw new UsageException("plan '" + plan + "': percentile " + where
                    + " must be a number from 51 to below 100 in quotes, such as \"99\" or \"99.9\", not '" + percentile
                    + "'");
        }
        if (entry.limit() == null) {
            throw new UsageException(
                    "plan '" + plan + "': [[capacity]] needs the key 'limit', such as limit = \"50ms\"");
        }
        double limit = seconds("limit " + where, entry.limit(), LONGEST, false);
        Load load = Load.seeking(
                new Target(Double.parseDouble(percentile), limit),
                seconds("probe " + where, entry.probe(), Duration.ofSeconds(20), false),
                seconds("timeout " + where, entry.timeout(), Duration.ofSeconds(10), false));
        return new PlannedLatency(
                workload,
                parameters(where, entry.parameters()),
                Optional.ofNullable(entry.models()),
                Optional.ofNullable(entry.concurrency()),
                List.of(load));
    }

    private int burst(String where, PlanFile.Latency entry) {
        String arrivals = entry.arrivals() == null ? "poisson" : entry.arrivals();
        int size = entry.burst() == null ? USUAL_BURST : entry.burst();
        if (size < 2 || size > MOST_BURST) {
            throw new UsageException(
                    "plan '" + plan + "': burst " + where + " must be 2 to " + MOST_BURST + " tasks, not " + size);
        }
        return switch (arrivals) {
            case "poisson" -> {
                if (entry.burst() != null) {
                    throw new UsageException("plan '" + plan + "': burst " + where
                            + " is the size of bursts: set arrivals to \"burst\", or leave it out");
                }
                yield 1;
            }
            case "burst" -> size;
            default ->
                throw new UsageException("plan '" + plan + "': arrivals " + where + " cannot be '" + arrivals
                        + "': write \"poisson\" or \"burst\"");
        };
    }

    private double seconds(String what, @Nullable String text, Duration otherwise, boolean zero) {
        Duration duration = text == null ? otherwise : PlanReader.parseDuration(what, text);
        if (duration.isNegative() || (duration.isZero() && !zero) || duration.compareTo(LONGEST) > 0) {
            throw new UsageException("plan '" + plan + "': " + what + " must be " + (zero ? "0s or more" : "above 0s")
                    + " and 10m at most, not " + text);
        }
        return duration.toNanos() / 1e9;
    }

    private List<String> rates(String where, @Nullable JsonNode given) {
        List<String> rates = new ArrayList<>();
        if (given != null && given.isArray()) {
            given.valueStream()
                    .forEach(node ->
                            rates.add(node.isString() ? node.stringValue().strip() : node.toString()));
        }
        if (rates.isEmpty()
                || rates.stream()
                        .anyMatch(rate -> !SHARE.matcher(rate).matches()
                                && !RATE.matcher(rate).matches())) {
            throw new UsageException("plan '" + plan + "': rates " + where
                    + " must be a list of tasks per second or of shares of the reference model's capacity, such as"
                    + " [200, 500] or [\"20%\", \"80%\"]" + (given == null ? "" : ", not " + given));
        }
        return rates;
    }

    private Map<String, String> parameters(String where, @Nullable Map<String, JsonNode> given) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (given != null) {
            given.forEach((name, value) -> {
                if (!value.isString()) {
                    throw new UsageException("plan '" + plan + "': parameters." + name + " " + where
                            + " must be a text in quotes, such as \"4096\", not " + value);
                }
                parameters.put(name, value.stringValue());
            });
        }
        return parameters;
    }
}
