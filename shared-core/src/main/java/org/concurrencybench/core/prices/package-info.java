/**
 * The price list: what primitives of concurrency cost, each measured alone. Modules offer prices through
 * {@link org.concurrencybench.core.prices.PriceSource}; a trial is one fresh JVM that measures one of them.
 */
@NullMarked
package org.concurrencybench.core.prices;

import org.jspecify.annotations.NullMarked;
