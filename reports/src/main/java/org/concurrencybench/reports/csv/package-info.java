/** Results as tables for other programs: all trials, all iterations, or one line a cell. */
@NullMarked
package org.concurrencybench.reports.csv;

import org.jspecify.annotations.NullMarked;
