/** One trial: a workload prepared, a JVM forked by JMH, and whatever happens in it as a record. */
@NullMarked
package org.concurrencybench.reports.run.trial;

import org.jspecify.annotations.NullMarked;
