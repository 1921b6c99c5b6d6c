package org.concurrencybench.reports.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunResults;

/**
 * Runs that were measured once, with all the untidiness of real ones: rounds that are not whole, cells that were not
 * steady.
 */
final class RecordedRuns {
    static final List<String> NAMES =
            List.of("quick-out-of-time", "quick-many-verdicts", "quick-interrupted", "all-rounds");

    private RecordedRuns() {}

    static RunResults read(String name) {
        try {
            Path folder = Files.createTempDirectory("recorded-run");
            Path file = folder.resolve(ResultsFile.NAME);
            try {
                write(name, file);
                return ResultsFile.read(file);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(String name, Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(
                Objects.requireNonNull(RecordedRuns.class.getResourceAsStream(name + ".jsonl.gz"), name))) {
            Files.copy(in, file);
        }
    }
}
