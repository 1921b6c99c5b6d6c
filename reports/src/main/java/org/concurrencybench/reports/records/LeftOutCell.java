package org.concurrencybench.reports.records;

import org.concurrencybench.reports.plan.Cell;
import org.jspecify.annotations.Nullable;

/**
 * A cell that is not measured.
 *
 * @param reason why, in words
 * @param computedNanosPerTask nanoseconds per task where arithmetic tells them (N waits of L one by one), else null
 */
public record LeftOutCell(
        Cell cell, String reason, @Nullable Double computedNanosPerTask) {}
