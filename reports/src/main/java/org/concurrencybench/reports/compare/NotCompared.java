package org.concurrencybench.reports.compare;

/**
 * A cell that both runs planned, and of which nothing can be said.
 *
 * @param cell its id
 * @param reason why, in words
 */
public record NotCompared(String cell, String reason) {}
