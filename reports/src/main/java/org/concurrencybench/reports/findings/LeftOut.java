package org.concurrencybench.reports.findings;

import org.jspecify.annotations.Nullable;

/**
 * A cell that the plan did not measure.
 *
 * @param cell its id
 * @param name how people call it
 * @param reason why, in words
 * @param computedNanosPerTask the answer where arithmetic tells it; never measured
 */
public record LeftOut(
        String cell, String name, String reason, @Nullable Double computedNanosPerTask) {}
