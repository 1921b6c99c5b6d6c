/** Runs a plan: rounds of trials, one single-fork JMH call each, one durable record each. */
@NullMarked
package org.concurrencybench.reports.run;

import org.jspecify.annotations.NullMarked;
