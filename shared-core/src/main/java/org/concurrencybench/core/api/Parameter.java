package org.concurrencybench.core.api;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A declared parameter of a workload or setting of a model: name, type, default, unit and range.
 *
 * @param <T> Integer, Duration or String
 */
public final class Parameter<T> {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?) ?(ns|us|ms|s|m|h)");

    private final String name;
    private final Class<T> type;
    private final T defaultValue;
    private final String unit;
    private final String allowed;
    private final String description;
    private final Function<String, T> parser;

    private Parameter(
            String name,
            Class<T> type,
            T defaultValue,
            String unit,
            String allowed,
            String description,
            Function<String, T> parser) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "parameter name '" + name + "' must be lower-case letters, digits and dashes");
        }
        this.name = name;
        this.type = type;
        this.defaultValue = Objects.requireNonNull(defaultValue);
        this.unit = unit;
        this.allowed = allowed;
        this.description = description;
        this.parser = parser;
        parse(format(defaultValue)); // a default outside its own range is the author's mistake, found at once
    }

    /** A whole number from {@code min} to {@code max}, both allowed. */
    public static Parameter<Integer> ofInt(
            String name, int defaultValue, int min, int max, String unit, String description) {
        String allowed = "a whole number from " + min + " to " + max;
        return new Parameter<>(name, Integer.class, defaultValue, unit, allowed, description, text -> {
            int value = Integer.parseInt(text);
            if (value < min || value > max) {
                throw new IllegalArgumentException();
            }
            return value;
        });
    }

    /** A length of time from {@code min} to {@code max}, written {@code 5ms}, {@code 1.5s}, {@code 100us}. */
    public static Parameter<Duration> ofDuration(
            String name, Duration defaultValue, Duration min, Duration max, String description) {
        String allowed = "a duration from " + format(min) + " to " + format(max) + ", such as 5ms";
        return new Parameter<>(name, Duration.class, defaultValue, "duration", allowed, description, text -> {
            Duration value = parseDuration(text);
            if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
                throw new IllegalArgumentException();
            }
            return value;
        });
    }

    /** One of a few words. */
    public static Parameter<String> ofChoice(
            String name, String defaultValue, List<String> choices, String description) {
        String allowed = "one of " + String.join(", ", choices);
        return new Parameter<>(name, String.class, defaultValue, "", allowed, description, text -> {
            if (!choices.contains(text)) {
                throw new IllegalArgumentException();
            }
            return text;
        });
    }

    /**
     * A text, without commas, as these separate parameters on command lines.
     *
     * @param allowed the allowed values in words, which continue "it must be"
     * @param isAllowed whether a text is one of them; may throw a {@link UsageException}, whose message is then shown
     *     instead, where a refused text must not be repeated
     */
    public static Parameter<String> ofText(
            String name, String defaultValue, String allowed, Predicate<String> isAllowed, String description) {
        return new Parameter<>(
                name, String.class, defaultValue, "", allowed + ", without a comma", description, text -> {
                    if (!isAllowed.test(text) || text.indexOf(',') >= 0) {
                        throw new IllegalArgumentException();
                    }
                    return text;
                });
    }

    public String name() {
        return name;
    }

    public Class<T> type() {
        return type;
    }

    public T defaultValue() {
        return defaultValue;
    }

    /** The unit of a number, {@code duration}, or empty. */
    public String unit() {
        return unit;
    }

    /** The allowed values in words. */
    public String allowed() {
        return allowed;
    }

    public String description() {
        return description;
    }

    /**
     * The value that {@code text} stands for.
     *
     * @throws UsageException when it is not an allowed one; the message names parameter, value and what is allowed
     */
    public T parse(String text) {
        try {
            return parser.apply(text.strip());
        } catch (IllegalArgumentException e) { // NumberFormatException is one
            throw new UsageException("'" + name + "' cannot be '" + text + "': it must be " + allowed
                    + (unit.isEmpty() || unit.equals("duration") ? "" : " (" + unit + ")") + "; the default is "
                    + format(defaultValue));
        }
    }

    /** A duration written with its unit: {@code 250ms}. */
    public static Duration parseDuration(String text) {
        Matcher matcher = DURATION.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a duration: write a number and ns, us, ms, s, m or h, such as 250ms");
        }
        double unit = switch (matcher.group(2)) {
            case "ns" -> 1;
            case "us" -> 1e3;
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "m" -> 60e9;
            default -> 3600e9;
        };
        return Duration.ofNanos(Math.round(Double.parseDouble(matcher.group(1)) * unit));
    }

    /** The text that {@link #parse} turns back into {@code value}. */
    public static String format(Object value) {
        if (!(value instanceof Duration duration)) {
            return value.toString();
        }
        long nanos = duration.toNanos();
        if (nanos % 1_000_000_000 == 0) {
            return nanos / 1_000_000_000 + "s";
        }
        if (nanos % 1_000_000 == 0) {
            return nanos / 1_000_000 + "ms";
        }
        return nanos % 1000 == 0 ? nanos / 1000 + "us" : nanos + "ns";
    }
}
