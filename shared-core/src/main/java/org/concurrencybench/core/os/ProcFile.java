package org.concurrencybench.core.os;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * Files of {@code /proc}. They are read in measured JVMs by code that is still cold, so without paths, channels and
 * regular expressions, which would take most of a millisecond each time.
 */
public final class ProcFile {
    private static final String[] NONE = {};

    private ProcFile() {}

    /**
     * What {@code file} holds; empty where it cannot be read: there is no {@code /proc}, the process has ended, or it
     * belongs to another user.
     */
    public static String text(String file) {
        try (InputStream in = new FileInputStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** The names of what is in {@code folder}; none where it cannot be read. */
    public static String[] names(String folder) {
        String[] names = new File(folder).list();
        return names == null ? NONE : names;
    }

    /** The whole number that follows {@code label} at the start of a line of {@code text}; empty where none does. */
    public static OptionalLong number(String text, String label) {
        int line = text.startsWith(label) ? 0 : text.indexOf("\n".concat(label)) + 1;
        if (line == 0 && !text.startsWith(label)) {
            return OptionalLong.empty();
        }
        int at = line + label.length();
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        int end = at;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return end == at ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text, at, end, 10));
    }
}
