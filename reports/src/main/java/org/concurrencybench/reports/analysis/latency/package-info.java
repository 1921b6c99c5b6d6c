/** What trials say whose tasks arrived on a schedule. */
@NullMarked
package org.concurrencybench.reports.analysis.latency;

import org.jspecify.annotations.NullMarked;
