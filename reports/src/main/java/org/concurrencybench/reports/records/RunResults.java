package org.concurrencybench.reports.records;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;

/**
 * All that a run left behind.
 *
 * @param header its first line
 * @param trials in the order in which they ran
 * @param end its last line, or null when the run was cut off
 * @param torn whether the last line was incomplete and has been left out
 */
public record RunResults(
        RunHeader header,
        List<TrialRecord> trials,
        @Nullable RunEnd end,
        boolean torn) {
    public RunResults {
        trials = List.copyOf(trials);
    }

    static RunResults of(Path file, List<String> lines, ObjectReader reader) throws IOException {
        RunHeader header = null;
        List<TrialRecord> trials = new ArrayList<>();
        RunEnd end = null;
        boolean torn = false;
        for (int number = 1; number <= lines.size(); number++) {
            Line line;
            try {
                line = reader.readValue(lines.get(number - 1));
            } catch (JacksonException e) {
                if (number == lines.size() && number > 1) {
                    torn = true;
                    break;
                }
                throw new IOException(
                        file + ", line " + number + " is not a record of this suite: " + e.getOriginalMessage(), e);
            }
            switch (line) {
                case RunHeader first -> header = first;
                case TrialRecord trial -> trials.add(trial);
                case RunEnd last -> end = last;
            }
        }
        if (header == null) {
            throw new IOException(file + " has no header line: it is not the result of a run");
        }
        return new RunResults(header, trials, end, torn);
    }
}
