package org.concurrencybench.reports.records;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Recordings of profiled cells, next to the results of their run. */
public final class ProfileFiles {
    private static final String PREFIX = "profile-";
    private static final String SUFFIX = ".jfr";
    private static final int LONGEST = 80;

    private ProfileFiles() {}

    /**
     * The name of a recording.
     *
     * @param cell what was recorded: an id
     * @param what which recording of it: {@code jfr}, {@code async}, {@code worker-%p} where the JVM puts its process
     *     id
     */
    public static String name(String cell, String what) {
        String letters =
                cell.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String shortened = letters.length() <= LONGEST ? letters : letters.substring(0, LONGEST);
        return PREFIX + shortened + "-" + what + SUFFIX;
    }

    /** The names of all recordings in {@code folder}, sorted; none where it cannot be read. */
    public static List<String> in(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(PREFIX) && name.endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
