package org.concurrencybench.reports.records;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Command lines as text that a shell takes apart again. */
public final class ShellWords {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_@%+=:,./~-]+");

    private ShellWords() {}

    /** {@code word} as it is typed: in single quotes where it has more than letters, digits and plain signs. */
    public static String quote(String word) {
        return PLAIN.matcher(word).matches() && !word.startsWith("~") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** The words of a line that was made of quoted ones. Quotes that are left open end with the line. */
    public static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
                inWord = true;
            } else if (c == '\\' && !quoted && i + 1 < line.length()) {
                word.append(line.charAt(++i));
                inWord = true;
            } else if (c == ' ' && !quoted) {
                if (inWord) {
                    words.add(word.toString());
                }
                word.setLength(0);
                inWord = false;
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }
}
