package org.concurrencybench.reports.records;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.concurrencybench.reports.plan.Cell;
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

    /** What was planned and not measured or not verified, one line each; empty when all is well. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (Cell cell : header.cells()) {
            List<TrialRecord> tried = trials.stream()
                    .filter(trial -> trial.cell().equals(cell.id()))
                    .toList();
            List<Failure> failed = tried.stream()
                    .map(TrialRecord::failure)
                    .filter(Objects::nonNull)
                    .toList();
            if (!failed.isEmpty()) {
                Failure first = failed.getFirst();
                problems.add(
                        cell.id() + ": " + failed.size() + " of " + tried.size() + " trials failed: " + first.kind()
                                + ": " + first.message().lines().findFirst().orElse(""));
            } else if (tried.isEmpty()) {
                problems.add(cell.id() + ": the run ended before its first trial");
            }
        }
        for (LeftOutCell left : header.leftOut()) {
            if (left.computedNanosPerTask() == null) {
                problems.add(left.cell().id() + ": left out: " + left.reason());
            }
        }
        return problems;
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
                case TrialRecord trial -> {
                    trials.add(trial);
                    end = null; // the run was resumed after its end
                }
                case RunEnd last -> end = last;
            }
        }
        if (header == null) {
            throw new IOException(file + " has no header line: it is not the result of a run");
        }
        return new RunResults(header, trials, end, torn);
    }
}
