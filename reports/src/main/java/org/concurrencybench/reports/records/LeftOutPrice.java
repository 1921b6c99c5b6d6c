package org.concurrencybench.reports.records;

import org.concurrencybench.reports.plan.PriceCell;

/**
 * A price that is not measured.
 *
 * @param reason why this JVM or this system does not have it
 */
public record LeftOutPrice(PriceCell cell, String reason) {}
