/** What two runs tell together, cell by cell: a pure function of the records of both. */
@NullMarked
package org.concurrencybench.reports.compare;

import org.jspecify.annotations.NullMarked;
