/** What the records of a run allow us to say: pure functions from records to estimates, verdicts, sentences and warnings. */
@NullMarked
package org.concurrencybench.reports.analysis;

import org.jspecify.annotations.NullMarked;
