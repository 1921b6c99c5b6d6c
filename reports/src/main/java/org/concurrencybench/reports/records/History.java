package org.concurrencybench.reports.records;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The earlier runs that a report's folder keeps, each in a folder of its own. */
public final class History {
    /** Where they are, in the report's folder. */
    public static final String FOLDER = "history";

    private History() {}

    /**
     * An earlier run.
     *
     * @param name of its folder
     * @param results its records
     * @param header what they start with
     */
    public record Kept(String name, Path results, RunHeader header) {}

    /**
     * The earlier runs kept in {@code folder}, the one that started last first; empty when there are none. What is no
     * readable run is left out: it cannot be of use, and must not cost the run that is.
     *
     * @throws IOException when the folder itself cannot be read
     */
    public static List<Kept> in(Path folder) throws IOException {
        Path history = folder.resolve(FOLDER);
        if (!Files.isDirectory(history)) {
            return List.of();
        }
        List<Kept> kept = new ArrayList<>();
        try (var runs = Files.list(history)) {
            for (Path run : runs.toList()) {
                kept(run).ifPresent(kept::add);
            }
        }
        kept.sort(Comparator.comparing((Kept run) -> run.header().startedAt())
                .thenComparing(Kept::name)
                .reversed());
        return kept;
    }

    private static Optional<Kept> kept(Path run) {
        Path results = run.resolve(ResultsFile.NAME);
        try {
            return Files.isRegularFile(results)
                    ? Optional.of(new Kept(run.getFileName().toString(), results, ResultsFile.header(results)))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
