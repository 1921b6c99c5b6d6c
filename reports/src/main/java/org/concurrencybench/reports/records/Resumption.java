package org.concurrencybench.reports.records;

/**
 * Marks where a run went on after it had been cut off, interrupted or given more time.
 *
 * @param startedAt ISO-8601, UTC
 * @param spentSeconds wall time that the run had taken before, as far as it is known
 * @param budgetSeconds wall time at most, from now on
 */
public record Resumption(String startedAt, double spentSeconds, double budgetSeconds) implements Line {}
