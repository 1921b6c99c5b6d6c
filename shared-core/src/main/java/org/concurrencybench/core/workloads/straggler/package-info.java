/** The built-in workload whose tasks fan out, and what it finds out about leaves that are needed no more. */
@NullMarked
package org.concurrencybench.core.workloads.straggler;

import org.jspecify.annotations.NullMarked;
