package org.concurrencybench.core.jmh;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A failure in the words that a report shows: message and the first lines of the trace, bounded. */
final class FailureText {
    private static final int MAX_LINES = 24;
    private static final int MAX_CHARS = 4000;

    private FailureText() {}

    static String of(Throwable cause) {
        StringWriter text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text));
        String lines = text.toString()
                .lines()
                .limit(MAX_LINES)
                .map(line -> line.replace("\t", "    "))
                .reduce((a, b) -> a + "\n" + b)
                .orElse(cause.toString());
        return lines.length() <= MAX_CHARS ? lines : lines.substring(0, MAX_CHARS) + " …";
    }
}
