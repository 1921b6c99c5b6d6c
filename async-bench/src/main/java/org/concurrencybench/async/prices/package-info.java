/** What stages of {@link java.util.concurrent.CompletableFuture} cost. */
@NullMarked
package org.concurrencybench.async.prices;

import org.jspecify.annotations.NullMarked;
