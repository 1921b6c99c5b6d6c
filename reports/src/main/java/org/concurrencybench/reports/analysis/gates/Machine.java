package org.concurrencybench.reports.analysis.gates;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import org.concurrencybench.reports.records.RunEnd;
import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.records.RunResults;
import org.jspecify.annotations.Nullable;

/**
 * The CPUs that a run had, as its header and its end tell.
 *
 * @param usable CPUs that the run could use; null where the header does not tell
 * @param all CPUs of the machine; null likewise
 * @param speedUp how many times as much as one process as many as there are usable CPUs computed together, at the start
 *     or at the end of the run, whichever was more, since noise mostly lowers it; null where it was not measured, or
 *     others used the CPUs then
 */
public record Machine(
        @Nullable Integer usable,
        @Nullable Integer all,
        @Nullable Double speedUp) {
    public static Machine of(RunResults run) {
        RunHeader header = run.header();
        OptionalInt usable = header.usableCpus();
        OptionalInt all = header.machineCpus();
        OptionalDouble speedUp = speedUp(header.processesSpeedUp(), run.end());
        return new Machine(
                usable.isPresent() && usable.getAsInt() > 0 ? usable.getAsInt() : null,
                all.isPresent() && all.getAsInt() > 0 ? all.getAsInt() : null,
                speedUp.isPresent() ? speedUp.getAsDouble() : null);
    }

    private static OptionalDouble speedUp(OptionalDouble atStart, @Nullable RunEnd end) {
        DoubleStream.Builder measured = DoubleStream.builder();
        atStart.ifPresent(measured);
        if (end != null && end.processesSpeedUp() != null) {
            measured.add(end.processesSpeedUp());
        }
        return measured.build().filter(speedUp -> speedUp >= 1).max();
    }
}
