/** Models in which a task holds a thread from its start to its end. */
@NullMarked
package org.concurrencybench.threads;

import org.jspecify.annotations.NullMarked;
