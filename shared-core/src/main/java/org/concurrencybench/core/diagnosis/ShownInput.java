package org.concurrencybench.core.diagnosis;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An input in a few words, for those who wrote the code that makes it. */
public final class ShownInput {
    private static final int MOST_CHARS = 60;
    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\p{Print}]", Pattern.UNICODE_CHARACTER_CLASS);

    private ShownInput() {}

    /** {@code ; its input was 17 (Integer)}; nothing where its class does not say how it prints, or fails to. */
    public static String of(@Nullable Object input) {
        if (input == null) {
            return "; its input was null";
        }
        try {
            if (input.getClass().getMethod("toString").getDeclaringClass() == Object.class) {
                return ""; // a class name and a hash code help nobody
            }
            String text = input.toString();
            String shown = text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS) + "…";
            String kind = input.getClass().getSimpleName();
            return "; its input was " + UNPRINTABLE.matcher(shown).replaceAll("?")
                    + (kind.isEmpty() ? "" : " (" + kind + ")");
        } catch (Throwable e) { // a toString() of the user's own
            return "";
        }
    }
}
