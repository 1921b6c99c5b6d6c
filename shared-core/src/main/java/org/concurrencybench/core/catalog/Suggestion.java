package org.concurrencybench.core.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Which of the known words a mistyped one probably means. */
public final class Suggestion {
    /** A part of a word counts from so many letters. */
    private static final int LEAST_PART = 3;
    /** So many letters may hold one slip. */
    private static final int LETTERS_PER_SLIP = 3;

    private Suggestion() {}

    /** {@code " Did you mean 'sha256'?"}, to be put after a sentence; empty where nothing known is near. */
    public static String of(String typed, Collection<String> known) {
        String word = typed.strip().toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(candidate -> isNear(word, candidate.toLowerCase(Locale.ROOT)))
                .min(Comparator.comparingInt((String candidate) -> slips(word, candidate.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .map(candidate -> " Did you mean '" + candidate + "'?")
                .orElse("");
    }

    private static boolean isNear(String word, String candidate) {
        return (word.length() >= LEAST_PART && (candidate.contains(word) || word.contains(candidate)))
                || slips(word, candidate)
                        <= Math.max(1, Math.min(word.length(), candidate.length()) / LETTERS_PER_SLIP);
    }

    /** Letters that are missing, too many, wrong, or changed places with their neighbour (optimal string alignment). */
    private static int slips(String one, String other) {
        int[][] least = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    least[i][j] = i + j;
                    continue;
                }
                int wrong = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                least[i][j] = Math.min(least[i - 1][j - 1] + wrong, Math.min(least[i - 1][j], least[i][j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    least[i][j] = Math.min(least[i][j], least[i - 2][j - 2] + 1);
                }
            }
        }
        return least[one.length()][other.length()];
    }
}
