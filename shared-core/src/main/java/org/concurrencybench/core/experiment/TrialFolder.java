package org.concurrencybench.core.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a trial's JVM tells the runner beside JMH's own results: facts about itself, and why it failed. */
public record TrialFolder(Path path) {
    /** The system property that names the folder in a trial's JVM. */
    public static final String PROPERTY = "concurrencybench.trial";

    /** The system property with the time, in milliseconds of the epoch, after which the runner ends the trial. */
    public static final String DEADLINE = "concurrencybench.deadline";

    private static final String FACTS = "facts.properties";
    private static final String WARM_UP = "warm-up.properties";
    private static final String FAILURE = "failure.properties";
    private static final String LOAD = "load.properties";
    private static final String EVIDENCE = "evidence.properties";

    public void writeFacts(Map<String, String> facts) throws IOException {
        store(facts, FACTS);
    }

    /** What the JVM said of itself; empty when it did not come that far. */
    public Map<String, String> facts() throws IOException {
        return load(FACTS);
    }

    public void writeWarmUp(WarmUpTrace trace) throws IOException {
        store(
                Map.of(
                        "nanosPerTask", joined(trace.nanosPerTask()),
                        "compilerCpus", joined(trace.compilerCpus()),
                        "seconds", Double.toString(trace.seconds()),
                        "warmAfter", Double.toString(trace.warmAfter()),
                        "judged", Boolean.toString(trace.judged())),
                WARM_UP);
    }

    /**
     * How the trial got warm; {@link WarmUpTrace#NONE} when it did not come that far, or has no warm-up of the
     * harness's own.
     */
    public WarmUpTrace warmUp() throws IOException {
        Map<String, String> values = load(WARM_UP);
        return values.isEmpty()
                ? WarmUpTrace.NONE
                : new WarmUpTrace(
                        numbers(values.getOrDefault("nanosPerTask", "")),
                        numbers(values.getOrDefault("compilerCpus", "")),
                        Double.parseDouble(values.getOrDefault("seconds", "0")),
                        Double.parseDouble(values.getOrDefault("warmAfter", "NaN")),
                        Boolean.parseBoolean(values.get("judged")));
    }

    /** What became of tasks that arrived on a schedule. */
    public void writeLoad(Map<String, String> report) throws IOException {
        store(report, LOAD);
    }

    /** The same; empty when the trial did not come that far, or measured batches. */
    public Map<String, String> load() throws IOException {
        return load(LOAD);
    }

    private static String joined(List<Double> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static List<Double> numbers(String text) {
        return Stream.of(text.split(" "))
                .filter(number -> !number.isEmpty())
                .map(Double::parseDouble)
                .toList();
    }

    /** What was found out after the last measured iteration; names of figures with their values as text, and others. */
    public void writeEvidence(Map<String, String> evidence) throws IOException {
        store(evidence, EVIDENCE);
    }

    /** What was found out after the last measured iteration; empty where nothing was looked for. */
    public Map<String, String> evidence() throws IOException {
        return load(EVIDENCE);
    }

    /** Keeps the first failure: those after it are its consequences. */
    public void writeFailure(String kind, String message) throws IOException {
        if (!Files.exists(path.resolve(FAILURE))) {
            store(Map.of("kind", kind, "message", message), FAILURE);
        }
    }

    /** Why the trial failed, in its own words; empty when it did not say. */
    public Optional<Told> failure() throws IOException {
        Map<String, String> failure = load(FAILURE);
        return failure.isEmpty()
                ? Optional.empty()
                : Optional.of(new Told(failure.getOrDefault("kind", "SETUP"), failure.getOrDefault("message", "")));
    }

    /** What a witness saw in a JVM that did not come to its end. */
    public enum Seen {
        /** Where it was told to exit. */
        EXIT("exit.txt"),
        /** What its tasks were doing when it had taken too long. */
        HANG("hang.txt");

        private final String file;

        Seen(String file) {
            this.file = file;
        }
    }

    public void writeSeen(Seen what, String text) throws IOException {
        Files.writeString(path.resolve(what.file), text);
    }

    /** What was seen: a line that says it all in short, then stacks; empty when nothing was. */
    public Optional<String> seen(Seen what) throws IOException {
        Path file = path.resolve(what.file);
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    /** Has {@code better} stand in the place of what {@link #writeFailure} said before. */
    public void replaceFailure(String kind, String better) throws IOException {
        store(Map.of("kind", kind, "message", better), FAILURE);
    }

    /**
     * Why a trial failed.
     *
     * @param kind the name of the sort of failure
     * @param message the cause in words
     */
    public record Told(String kind, String message) {}

    /**
     * As properties, but without their date: to put that into words takes a JVM that has just started ten milliseconds.
     */
    private void store(Map<String, String> values, String name) throws IOException {
        StringBuilder lines = new StringBuilder();
        values.forEach((key, value) ->
                lines.append(escaped(key)).append('=').append(escaped(value)).append('\n'));
        Path written = path.resolve(name + ".tmp");
        Files.writeString(written, lines, StandardCharsets.ISO_8859_1);
        Files.move(written, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Whatever is not a letter or a digit of ASCII, as {@code \\uXXXX}. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int index = 0; index < text.length(); index++) {
            char c = text.charAt(index);
            if (c < 128 && Character.isLetterOrDigit(c)) {
                escaped.append(c);
            } else {
                escaped.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    escaped.append(Character.forDigit(c >> shift & 15, 16));
                }
            }
        }
        return escaped.toString();
    }

    private Map<String, String> load(String name) throws IOException {
        Properties properties = new Properties();
        if (Files.exists(path.resolve(name))) {
            try (InputStream in = Files.newInputStream(path.resolve(name))) {
                properties.load(in);
            }
        }
        Map<String, String> values = new TreeMap<>();
        properties.forEach((key, value) -> values.put((String) key, (String) value));
        return values;
    }
}
