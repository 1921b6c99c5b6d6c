/**
 * What the trials of one workload allow us to say about its models: intervals, adjusted p-values, verdicts, ranks, the
 * stop rule. Pure functions of numbers; less is better throughout, such as nanoseconds per task.
 *
 * <p>{@link org.concurrencybench.reports.stats.Family} is the way in.
 */
@NullMarked
package org.concurrencybench.reports.stats;

import org.jspecify.annotations.NullMarked;
