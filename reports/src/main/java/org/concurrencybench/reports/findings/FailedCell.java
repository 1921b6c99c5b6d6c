package org.concurrencybench.reports.findings;

import org.concurrencybench.reports.records.Failure;

/**
 * A cell of which trials failed for one cause.
 *
 * @param cell its id
 * @param name how people call it
 * @param kind what sort of failure
 * @param message the cause in words, of the first such trial
 * @param failed how many trials failed like this
 * @param rounds how many rounds were tried
 */
public record FailedCell(String cell, String name, Failure.Kind kind, String message, int failed, int rounds) {}
