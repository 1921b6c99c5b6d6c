/** What a run knows of its machine: the JDKs, what the CPUs give, and who else uses them. */
@NullMarked
package org.concurrencybench.reports.run.machine;

import org.jspecify.annotations.NullMarked;
