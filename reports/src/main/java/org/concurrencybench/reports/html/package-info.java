/**
 * The report page, made from the records and the analysis alone; {@link org.concurrencybench.reports.html.Report}
 * writes it.
 */
@NullMarked
package org.concurrencybench.reports.html;

import org.jspecify.annotations.NullMarked;
