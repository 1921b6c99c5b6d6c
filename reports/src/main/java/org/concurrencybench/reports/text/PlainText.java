package org.concurrencybench.reports.text;

/** Text for consoles, of which nobody knows what they can show: printable ASCII alone. */
public final class PlainText {
    private PlainText() {}

    /**
     * Signs of ours as ASCII; anything else that is not printable ASCII, such as a terminal's escapes, as a question
     * mark.
     */
    public static String of(String text) {
        return text.replace("×", "x")
                .replace('–', '-')
                .replace("±", "+-")
                .replace('÷', '/')
                .replace('µ', 'u')
                .replaceAll("[^\\x20-\\x7e]", "?");
    }
}
