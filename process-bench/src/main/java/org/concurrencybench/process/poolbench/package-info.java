/**
 * What the pool of worker processes costs: benchmarks of the pool itself, next to the raw transport. No model and no
 * workload.
 */
@NullMarked
package org.concurrencybench.process.poolbench;

import org.jspecify.annotations.NullMarked;
