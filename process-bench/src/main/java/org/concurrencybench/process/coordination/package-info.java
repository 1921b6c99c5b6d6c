/**
 * Objects that several processes share: locks, semaphores, events, barriers, queues, numbers. A
 * {@link org.concurrencybench.process.coordination.Coordinator} owns them; their handles are values that travel in the
 * inputs of a pool, in constants and through queues, and work in every process of the same user that has them.
 */
@NullMarked
package org.concurrencybench.process.coordination;

import org.jspecify.annotations.NullMarked;
