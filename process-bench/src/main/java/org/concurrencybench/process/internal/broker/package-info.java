/**
 * Objects that several processes share: what their owner keeps of them, and how the others reach it. The owner's side
 * is the {@link org.concurrencybench.process.internal.broker.Broker}, the others' a
 * {@link org.concurrencybench.process.internal.broker.Port}.
 */
@NullMarked
package org.concurrencybench.process.internal.broker;

import org.jspecify.annotations.NullMarked;
