/** The process pool as a concurrency model. */
@NullMarked
package org.concurrencybench.process;

import org.jspecify.annotations.NullMarked;
