package com.example;

import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;

/** Escapes a text for JSON. */
public final class JsonEscape implements Workload<String, String> {
    public String id() {
        return "json-escape";
    }

    public String input(int index) {
        return ("line " + index + ": \"quoted\"\n").repeat(500);
    }

    public String run(String text, TaskContext task) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    public long digest(String escaped) {
        return escaped.hashCode();
    }
}
