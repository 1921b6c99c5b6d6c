/** What a trial's JVM and its worker processes have used: CPU time by kind of thread, memory, allocation, switches. */
@NullMarked
package org.concurrencybench.core.cost;

import org.jspecify.annotations.NullMarked;
