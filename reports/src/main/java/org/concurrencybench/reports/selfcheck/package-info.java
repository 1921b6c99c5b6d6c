/** Models that let the suite be checked against what is known beforehand. */
@NullMarked
package org.concurrencybench.reports.selfcheck;

import org.jspecify.annotations.NullMarked;
