/**
 * What the records of a run allow us to say, as plain data: estimates, verdicts, sentences, flags and warnings, and
 * what numbers look like in them.
 */
@NullMarked
package org.concurrencybench.reports.findings;

import org.jspecify.annotations.NullMarked;
