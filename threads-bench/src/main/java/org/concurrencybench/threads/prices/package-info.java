/** What primitives cost within one JVM, on platform threads and on virtual threads. */
@NullMarked
package org.concurrencybench.threads.prices;

import org.jspecify.annotations.NullMarked;
