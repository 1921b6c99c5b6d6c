package org.concurrencybench.reports.text;

import java.util.regex.Pattern;

/** Texts of users and their workloads for terminals, logs and pages. */
public final class Printable {
    /** What moves the cursor, colours, rings, or turns the direction of writing; not the end of a line, nor a tab. */
    private static final Pattern COMMANDS =
            Pattern.compile("[\\p{Cc}&&[^\\n\\t]]|[\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]");

    private Printable() {}

    /** {@code text} with a question mark for each character that would command a terminal, or is no text on a page. */
    public static String of(String text) {
        return COMMANDS.matcher(text.replace("\r\n", "\n")).replaceAll("?");
    }
}
