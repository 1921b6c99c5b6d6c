/** How a worker and its owner find each other and make sure who the other one is. */
@NullMarked
package org.concurrencybench.process.internal.transport;

import org.jspecify.annotations.NullMarked;
