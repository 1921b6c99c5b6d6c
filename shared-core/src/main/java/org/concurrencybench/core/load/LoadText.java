package org.concurrencybench.core.load;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code name=value,name=value}. */
final class LoadText {
    private final String text;
    private final String example;
    private final Map<String, String> values = new LinkedHashMap<>();

    /** {@code example}: what a complete text looks like, for messages. */
    LoadText(String text, String example) {
        this.text = text;
        this.example = example;
        for (String pair : text.split(",")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(
                        pair.substring(0, equals).strip(),
                        pair.substring(equals + 1).strip());
            }
        }
    }

    double number(String name) {
        return Double.parseDouble(value(name));
    }

    long whole(String name) {
        return Long.parseLong(value(name));
    }

    private String value(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("'" + text + "' has no " + name + ": write " + example
                    + " (rate per second, times in milliseconds, limit in nanoseconds)");
        }
        return value;
    }
}
