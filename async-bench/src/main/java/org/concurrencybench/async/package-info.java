/** Models in which a task is a chain of stages and holds no thread while it waits. */
@NullMarked
package org.concurrencybench.async;

import org.jspecify.annotations.NullMarked;
