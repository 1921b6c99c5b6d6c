package org.concurrencybench.reports.analysis;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.concurrencybench.reports.records.RunHeader;
import org.jspecify.annotations.Nullable;

/**
 * The CPUs that a run had, as its header tells.
 *
 * @param usable CPUs that the run could use; null where the header does not tell
 * @param all CPUs of the machine; null likewise
 * @param speedUp how many times as much as one process as many as there are usable CPUs computed together; null where it was not
 *     measured
 */
record Machine(
        @Nullable Integer usable,
        @Nullable Integer all,
        @Nullable Double speedUp) {
    static Machine of(RunHeader header) {
        OptionalInt usable = header.usableCpus();
        OptionalInt all = header.machineCpus();
        OptionalDouble speedUp = header.processesSpeedUp();
        return new Machine(
                usable.isPresent() ? usable.getAsInt() : null,
                all.isPresent() ? all.getAsInt() : null,
                speedUp.isPresent() ? speedUp.getAsDouble() : null);
    }
}
