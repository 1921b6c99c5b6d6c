/** A pool of persistent worker JVMs, as a library: it knows neither the harness nor workloads. */
@NullMarked
package org.concurrencybench.process.pool;

import org.jspecify.annotations.NullMarked;
