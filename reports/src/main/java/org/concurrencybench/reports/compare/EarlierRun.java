package org.concurrencybench.reports.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.concurrencybench.reports.findings.Finding;
import org.concurrencybench.reports.records.History;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.records.RunResults;

/**
 * The run before, as far as a report's folder remembers one that can be compared.
 *
 * @param folder where it is, from the report's folder: {@code history/20261122-140300}
 * @param comparison with the run in the report's folder, which is NEW
 */
public record EarlierRun(String folder, RunComparison comparison) {
    /**
     * The newest kept run of the same processor and as many usable CPUs that measured one of the same cells, for
     * {@code run} in {@code folder}. One that allows a verdict comes before those of a few rounds, however new; what
     * cannot be read is passed over.
     *
     * @throws IOException when the folder itself cannot be read
     */
    public static Optional<EarlierRun> of(Path folder, RunResults run) throws IOException {
        RunCells fresh = new RunCells(run);
        EarlierRun withoutVerdict = null;
        for (History.Kept kept : History.in(folder)) {
            if (!mayCompare(kept.header(), run)) {
                continue;
            }
            RunResults old;
            try {
                old = ResultsFile.read(kept.results());
            } catch (IOException unreadable) {
                continue;
            }
            RunComparison comparison = RunComparison.of(new RunCells(old), fresh);
            EarlierRun earlier = new EarlierRun(History.FOLDER + "/" + kept.name(), comparison);
            if (comparison.findings().anyMatch(finding -> finding != Finding.EXPLORATORY)) {
                return Optional.of(earlier);
            }
            if (withoutVerdict == null && comparison.findings().findAny().isPresent()) {
                withoutVerdict = earlier;
            }
        }
        return Optional.ofNullable(withoutVerdict);
    }

    /** For the end of a build's output: which run, what became of it, where it is. */
    public String line() {
        String doubts = comparison.doubts().isEmpty()
                ? ""
                : " ("
                        + String.join(
                                ", ",
                                comparison.doubts().stream()
                                        .map(EnvironmentRow::name)
                                        .toList())
                        + " differs)";
        return "compared with the run of " + comparison.oldRun().when() + doubts + ": " + comparison.headline() + ": "
                + folder;
    }

    /** By its first line alone; prices are named in the second. */
    private static boolean mayCompare(RunHeader old, RunResults run) {
        RunHeader fresh = run.header();
        return EnvironmentRow.of(old, fresh).stream().noneMatch(row -> row.bearing() == EnvironmentRow.Bearing.FORBIDS)
                && (run.prices().planned() != null
                        || old.cells().stream()
                                .anyMatch(cell -> fresh.cells().stream()
                                        .anyMatch(other -> other.id().equals(cell.id()))));
    }
}
