/** Which cells are measured, how precisely, and for how long at most. */
@NullMarked
package org.concurrencybench.reports.plan;

import org.jspecify.annotations.NullMarked;
