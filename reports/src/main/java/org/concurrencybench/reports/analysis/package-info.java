/**
 * How findings are made: pure functions from the records of a run. Only what starts an analysis has to know this
 * package.
 */
@NullMarked
package org.concurrencybench.reports.analysis;

import org.jspecify.annotations.NullMarked;
