/** A cell with its trials, each of which is one observation. */
@NullMarked
package org.concurrencybench.reports.analysis.cells;

import org.jspecify.annotations.NullMarked;
