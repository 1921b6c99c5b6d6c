/** Published results of others as checks, and what a run of the plan {@code claims} says of them. */
@NullMarked
package org.concurrencybench.reports.analysis.claims;

import org.jspecify.annotations.NullMarked;
