/**
 * What primitives cost between processes: with the library, and with nothing but what the system gives to processes,
 * the floor below which no library can get.
 */
@NullMarked
package org.concurrencybench.process.prices;

import org.jspecify.annotations.NullMarked;
