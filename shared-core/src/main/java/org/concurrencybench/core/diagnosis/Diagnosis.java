package org.concurrencybench.core.diagnosis;

/**
 * What is wrong with a workload, as its author is told. Terminals show what happened and what to do; pages the details,
 * too.
 *
 * @param what what happened, with the number of the task or the value
 * @param next what to do about it
 * @param details a stack trace, or what was printed last; may be empty
 */
public record Diagnosis(String what, String next, String details) {
    /** What stands before {@link #next} in the text. */
    public static final String NEXT = "What to do: ";

    /** All of it: a block without empty lines, then, after an empty line, the details. */
    public String text() {
        String block = withoutEmptyLines(what) + "\n" + NEXT + withoutEmptyLines(next);
        return details.isBlank() ? block : block + "\n\n" + details.stripTrailing();
    }

    /** The same with {@code where} before what happened. */
    Diagnosis in(String where) {
        return new Diagnosis(where + ": " + what, next, details);
    }

    /** The same with {@code more} on a line of its own after what happened. */
    public Diagnosis with(String more) {
        return new Diagnosis(what + "\n" + more, next, details);
    }

    /** The same with {@code more} after what happened, on the same line. */
    public Diagnosis and(String more) {
        return new Diagnosis(what + more, next, details);
    }

    private static String withoutEmptyLines(String text) {
        return text.strip().replaceAll("\\R\\s*\\R", "\n");
    }
}
