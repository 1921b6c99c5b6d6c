/** The command line. */
@NullMarked
package org.concurrencybench.reports.cli;

import org.jspecify.annotations.NullMarked;
