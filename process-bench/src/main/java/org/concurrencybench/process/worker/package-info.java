/** One process for one task, and the worker that runs this code. */
@NullMarked
package org.concurrencybench.process.worker;

import org.jspecify.annotations.NullMarked;
