package org.concurrencybench.reports.plan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.concurrencybench.core.api.Parameter;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.catalog.Suggestion;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.toml.TomlMapper;

/** Reads plans: the built-in ones by name, a user's own by path. */
public final class PlanReader {
    /** Names of the built-in plans. */
    public static final List<String> BUILT_IN = List.of(
            "smoke",
            "quick",
            "full",
            "reference",
            "physics",
            "kitchens",
            "effects",
            "scaling",
            "latency",
            "memory",
            "prices",
            "self-check",
            "claims");

    private static final List<String> COLLECTORS = List.of("G1", "Parallel", "Serial", "Z");
    private static final int MOST_ITERATIONS = 10_000;
    /** Of a line of a plan that is quoted in a message. */
    private static final int MOST_SHOWN = 80;

    private static final int MOST_TASKS = 1_000_000;
    private static final int LEAST_HEAP_MEGABYTES = 32;
    private static final Duration SHORTEST_LIMIT = Duration.ofSeconds(1);
    private static final Duration USUAL_WARMUP_LIMIT = Duration.ofSeconds(8);
    private static final Duration LONGEST_WARMUP = Duration.ofMinutes(10);
    private static final Duration SHORTEST_ITERATION = Duration.ofMillis(1);
    private static final Pattern PERCENT = Pattern.compile("(\\d+(?:\\.\\d+)?) ?%");
    private static final Pattern HEAP = Pattern.compile("(\\d{1,6})([mg])");
    private static final TomlMapper MAPPER = TomlMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private PlanReader() {}

    /**
     * The plan of that name, or in the file at that path.
     *
     * @throws UsageException when there is none or it is not valid; the message names the key and what is allowed
     */
    public static Plan read(String nameOrPath) {
        String text = text(nameOrPath);
        try {
            return plan(nameOrPath, MAPPER.readValue(text, PlanFile.class));
        } catch (UnrecognizedPropertyException e) {
            throw new UsageException(
                    "plan '" + nameOrPath + "' has an unknown key '" + key(e) + "'; known here: "
                            + e.getKnownPropertyIds().stream()
                                    .map(Object::toString)
                                    .sorted()
                                    .toList()
                            + "."
                            + Suggestion.of(
                                    e.getPropertyName(),
                                    e.getKnownPropertyIds().stream()
                                            .map(Object::toString)
                                            .toList())
                            + place(text, e),
                    e);
        } catch (MismatchedInputException e) {
            if (e.getPath().isEmpty()) {
                throw unreadable(nameOrPath, text, e);
            }
            throw new UsageException(
                    "plan '" + nameOrPath + "': '" + key(e) + "' has a value of the wrong kind, it must be "
                            + kind(e.getTargetType()) + ": " + e.getOriginalMessage() + place(text, e),
                    e);
        } catch (JacksonException e) {
            throw unreadable(nameOrPath, text, e);
        }
    }

    private static String text(String nameOrPath) {
        boolean builtIn = BUILT_IN.contains(nameOrPath);
        try {
            Path path = Path.of(nameOrPath);
            if (!builtIn && !Files.isRegularFile(path)) {
                throw new UsageException("unknown plan '" + nameOrPath + "'; built in: " + String.join(", ", BUILT_IN)
                        + "." + Suggestion.of(nameOrPath, BUILT_IN)
                        + " A plan of your own is named by the path of its .toml file; there is no file at "
                        + path.toAbsolutePath());
            }
            try (InputStream in = builtIn ? resource(nameOrPath) : Files.newInputStream(path)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UsageException(
                    "plan '" + nameOrPath + "' cannot be read: no permission, or the disk fails (" + e.getMessage()
                            + ")",
                    e);
        } catch (InvalidPathException e) {
            throw new UsageException(
                    "plan '" + nameOrPath + "' is neither built in nor a valid path on this system", e);
        }
    }

    private static UsageException unreadable(String plan, String text, JacksonException e) {
        return new UsageException(
                "plan '" + plan + "'" + (e.getPath().isEmpty() ? "" : ": '" + key(e) + "'") + " cannot be read: "
                        + e.getOriginalMessage() + place(text, e),
                e);
    }

    /** {@code " (line 3, column 10: budget = 10m)"}, as far as it is known. */
    private static String place(String text, JacksonException e) {
        int line = e.getLocation() == null ? -1 : e.getLocation().getLineNr();
        if (line < 1) {
            return "";
        }
        int column = e.getLocation().getColumnNr();
        String words = text.lines().skip(line - 1L).findFirst().orElse("").strip();
        return " (line " + line + (column > 0 ? ", column " + column : "")
                + (words.isEmpty()
                        ? ""
                        : ": " + (words.length() <= MOST_SHOWN ? words : words.substring(0, MOST_SHOWN) + "…"))
                + ")";
    }

    /** {@code 10%} as 0.1. */
    public static double parsePercent(String what, String text) {
        Matcher matcher = PERCENT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new UsageException(what + " cannot be '" + text + "': write a percentage, such as 10%");
        }
        return Double.parseDouble(matcher.group(1)) / 100;
    }

    /** {@code 7m} as seven minutes. */
    public static Duration parseDuration(String what, String text) {
        try {
            return Parameter.parseDuration(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(what + ": " + e.getMessage(), e);
        }
    }

    /** The key that a value was read for: {@code workloads[0].tasks}. */
    private static String key(JacksonException e) {
        StringBuilder key = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                key.append('[').append(step.getIndex()).append(']');
            } else {
                key.append(key.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return key.toString();
    }

    private static String kind(@Nullable Class<?> type) {
        if (type == Integer.class) {
            return "a whole number";
        } else if (type == Boolean.class) {
            return "true or false";
        } else if (type == String.class) {
            return "a text in quotes";
        }
        return type != null && Collection.class.isAssignableFrom(type) ? "a list [in, brackets]" : "a table";
    }

    private static InputStream resource(String name) {
        InputStream in = PlanReader.class.getResourceAsStream(name + ".toml");
        if (in == null) {
            throw new IllegalStateException("built-in plan " + name + " is missing from this build");
        }
        return in;
    }

    private static Plan plan(String name, PlanFile file) {
        PlanFile.Trial trial = orElse(file.trial(), new PlanFile.Trial(null, null, null, null, null, null, null, null));
        int minRounds = orElse(file.minRounds(), Plan.LEAST_ROUNDS);
        List<String> models = orElse(
                file.models(),
                List.of("sequential", "platform-pool", "virtual-threads", "completable-future", "process-pool"));
        LatencyEntries latencies = new LatencyEntries(name, models);
        return new Plan(
                name,
                orElse(file.description(), ""),
                parsePercent("precision", orElse(file.precision(), "10%")),
                parseDuration("budget", orElse(file.budget(), "7m")),
                minRounds,
                orElse(file.maxRounds(), Math.max(minRounds, 20)),
                models,
                file.jvms() == null ? List.of() : Plan.distinct("jvms", file.jvms()),
                shape(trial),
                orElse(file.workloads(), List.<PlanFile.Entry>of()).stream()
                        .flatMap(entry -> workloads(name, entry))
                        .toList(),
                Stream.concat(
                                orElse(file.latency(), List.<PlanFile.Latency>of()).stream()
                                        .map(latencies::read),
                                orElse(file.capacity(), List.<PlanFile.Capacity>of()).stream()
                                        .map(latencies::read))
                        .toList(),
                file.prices() == null ? null : file.prices().plan());
    }

    private static Plan.TrialShape shape(PlanFile.Trial trial) {
        Duration warmup = parseDuration("trial.warmup", orElse(trial.warmup(), "3s"));
        Duration warmupLimit = trial.warmupLimit() == null
                ? longer(warmup, USUAL_WARMUP_LIMIT)
                : parseDuration("trial.warmup-limit", trial.warmupLimit());
        if (warmup.isNegative() || warmupLimit.compareTo(warmup) < 0 || warmupLimit.compareTo(LONGEST_WARMUP) > 0) {
            throw new UsageException("trial.warmup must be 0s or more and trial.warmup-limit not below it, "
                    + Parameter.format(LONGEST_WARMUP) + " at most, not " + Parameter.format(warmup) + " and "
                    + Parameter.format(warmupLimit));
        }
        int iterations = orElse(trial.iterations(), 14);
        if (iterations < 1 || iterations > MOST_ITERATIONS) {
            throw new UsageException(
                    "trial.iterations must be 1 or more, " + MOST_ITERATIONS + " at most, not " + iterations);
        }
        Duration iteration = parseDuration("trial.iteration", orElse(trial.iteration(), "100ms"));
        if (iteration.compareTo(SHORTEST_ITERATION) < 0) {
            throw new UsageException("trial.iteration must be 1ms or more, not " + Parameter.format(iteration));
        }
        Duration limit = parseDuration("trial.limit", orElse(trial.limit(), "30s"));
        if (limit.compareTo(SHORTEST_LIMIT) < 0) {
            throw new UsageException("trial.limit must be 1s or more, not " + Parameter.format(limit));
        }
        String collector = orElse(trial.collector(), "G1");
        if (!COLLECTORS.contains(collector)) {
            throw new UsageException(
                    "trial.collector cannot be '" + collector + "'; it is one of " + String.join(", ", COLLECTORS));
        }
        return new Plan.TrialShape(
                warmup,
                warmupLimit,
                iterations,
                iteration,
                heapMegabytes(orElse(trial.heap(), "1g")),
                collector,
                limit,
                waiting(orElse(trial.waiting(), List.of())));
    }

    private static List<Integer> waiting(List<Integer> counts) {
        for (int i = 0; i < counts.size(); i++) {
            int least = i == 0 ? 1 : counts.get(i - 1) + 1;
            if (counts.get(i) < least || counts.get(i) > MOST_TASKS) {
                throw new UsageException("trial.waiting must be numbers of tasks in ascending order, 1 to " + MOST_TASKS
                        + ", such as [1000, 10000], not " + counts);
            }
        }
        return counts;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private static int heapMegabytes(String text) {
        Matcher matcher = HEAP.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new UsageException("trial.heap cannot be '" + text + "': write 768m or 1g");
        }
        int megabytes = Integer.parseInt(matcher.group(1)) * (matcher.group(2).equals("g") ? 1024 : 1);
        if (megabytes < LEAST_HEAP_MEGABYTES) {
            throw new UsageException("trial.heap must be " + LEAST_HEAP_MEGABYTES + "m or more, not '" + text + "'");
        }
        return megabytes;
    }

    /** One for each combination of the values that are given as lists. */
    private static Stream<Plan.PlannedWorkload> workloads(String plan, PlanFile.Entry entry) {
        List<Map<String, String>> combinations = List.of(Map.of());
        for (Map.Entry<String, JsonNode> given :
                orElse(entry.parameters(), Map.<String, JsonNode>of()).entrySet()) {
            List<String> values = values(plan, entry, given.getKey(), given.getValue());
            combinations = combinations.stream()
                    .<Map<String, String>>flatMap(combination -> values.stream().map(value -> {
                        Map<String, String> longer = new LinkedHashMap<>(combination);
                        longer.put(given.getKey(), value);
                        return longer;
                    }))
                    .toList();
        }
        return combinations.stream().map(parameters -> workload(plan, entry, parameters));
    }

    private static List<String> values(String plan, PlanFile.Entry entry, String parameter, JsonNode given) {
        List<JsonNode> nodes = given.isArray() ? given.valueStream().toList() : List.of(given);
        if (nodes.isEmpty() || !nodes.stream().allMatch(JsonNode::isString)) {
            throw new UsageException("plan '" + plan + "': parameters." + parameter + " of " + entry.id()
                    + " must be a text in quotes, such as \"4096\", or a list of at least one such text, not " + given);
        }
        return nodes.stream().map(JsonNode::stringValue).toList();
    }

    private static Plan.PlannedWorkload workload(String plan, PlanFile.Entry entry, Map<String, String> parameters) {
        String id = required(entry.id(), plan, "[[workloads]]", "id");
        int tasks = notNegative(plan, id, "tasks", entry.tasks(), MOST_TASKS, "to let a pilot choose");
        int rounds = notNegative(plan, id, "rounds", entry.rounds(), Integer.MAX_VALUE, "for the plan's");
        return new Plan.PlannedWorkload(
                id,
                tasks,
                rounds,
                Optional.ofNullable(entry.concurrency()),
                Optional.ofNullable(entry.models()),
                parameters,
                variants(plan, id, orElse(entry.variants(), List.of())),
                Optional.ofNullable(entry.sweep())
                        .map(sweep -> new Plan.Sweep(
                                swept(plan, id, sweep),
                                workers(plan, id, required(sweep.workers(), plan, "the sweep of " + id, "workers")))));
    }

    private static List<String> swept(String plan, String id, PlanFile.Sweep sweep) {
        if (sweep.models() == null) {
            return List.of(required(sweep.model(), plan, "the sweep of " + id, "model"));
        }
        if (sweep.model() != null) {
            throw new UsageException("plan '" + plan + "': the sweep of " + id
                    + " has both model and models: write model for one, or models for a list");
        }
        return sweep.models();
    }

    private static int notNegative(
            String plan, String id, String key, @Nullable Integer given, int most, String whatZeroIsFor) {
        int value = orElse(given, 0);
        if (value < 0 || value > most) {
            throw new UsageException("plan '" + plan + "': " + key + " of " + id + " must be 1 or more, "
                    + (most == Integer.MAX_VALUE ? "" : most + " at most, ") + "or 0 " + whatZeroIsFor + ", not "
                    + value);
        }
        return value;
    }

    private static List<Plan.Variant> variants(String plan, String id, List<PlanFile.Variant> written) {
        String where = "a variant of " + id;
        Set<String> names = new HashSet<>();
        List<Plan.Variant> variants = new ArrayList<>();
        for (PlanFile.Variant variant : written) {
            String model = required(variant.model(), plan, where, "model");
            String label = required(variant.label(), plan, where, "label").strip();
            if (label.isEmpty() || !names.add(model + " " + label)) {
                throw new UsageException("plan '" + plan + "': the label '" + label + "' of " + where + " on " + model
                        + " must say what sets it apart from the others of that model");
            }
            variants.add(new Plan.Variant(
                    model,
                    label,
                    Optional.ofNullable(variant.concurrency()),
                    orElse(variant.settings(), Map.of()),
                    orElse(variant.benchmark(), ""),
                    orElse(variant.compared(), false)));
        }
        return variants;
    }

    private static List<Integer> workers(String plan, String id, List<Integer> workers) {
        if (workers.isEmpty()
                || workers.stream().anyMatch(count -> count < 1)
                || workers.stream().distinct().count() < workers.size()) {
            throw new UsageException("plan '" + plan + "': workers of the sweep of " + id
                    + " must be whole numbers from 1, each once, such as [1, 2, 4], not " + workers);
        }
        return workers;
    }

    private static <T> T orElse(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    private static <T> T required(@Nullable T value, String plan, String where, String key) {
        if (value == null) {
            throw new UsageException("plan '" + plan + "': " + where + " needs the key '" + key + "'");
        }
        return value;
    }
}
