package org.concurrencybench.core.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The values of declared parameters: those that were given, and defaults for the others. Immutable. */
public final class Values {
    private final Map<String, Object> byName;

    private Values(Map<String, Object> byName) {
        this.byName = byName;
    }

    /**
     * Values for all {@code declared} parameters.
     *
     * @param owner what they belong to, for messages: {@code workload 'sleep'}
     * @throws UsageException for a name that is not declared or a value that is not allowed
     */
    public static Values of(String owner, List<Parameter<?>> declared, Map<String, String> given) {
        List<String> unknown = new ArrayList<>(given.keySet());
        Map<String, Object> byName = new LinkedHashMap<>();
        for (Parameter<?> parameter : declared) {
            unknown.remove(parameter.name());
            String text = given.get(parameter.name());
            try {
                byName.put(parameter.name(), text == null ? parameter.defaultValue() : parameter.parse(text));
            } catch (UsageException e) {
                throw new UsageException(owner + ": " + e.getMessage(), e);
            }
        }
        if (!unknown.isEmpty()) {
            String known = declared.isEmpty()
                    ? "it has none"
                    : "known: " + declared.stream().map(Parameter::name).collect(Collectors.joining(", "));
            throw new UsageException(owner + " has no '" + unknown.getFirst() + "'; " + known);
        }
        return new Values(byName);
    }

    /**
     * The value of {@code parameter}.
     *
     * @throws IllegalArgumentException when it was not declared
     */
    public <T> T get(Parameter<T> parameter) {
        Object value = byName.get(parameter.name());
        if (value == null) {
            throw new IllegalArgumentException(
                    "'" + parameter.name() + "' is read but not declared: return it from parameters() or settings()");
        }
        return parameter.type().cast(value);
    }

    /** All values as text, in the order of declaration, from which {@link #of} makes equal ones. */
    public Map<String, String> asText() {
        Map<String, String> text = new LinkedHashMap<>();
        byName.forEach((name, value) -> text.put(name, Parameter.format(value)));
        return text;
    }
}
