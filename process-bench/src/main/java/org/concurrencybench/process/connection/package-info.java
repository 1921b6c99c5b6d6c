/** Connections between programs that share a key: a listener, and clients that prove that they have it, as it does. */
@NullMarked
package org.concurrencybench.process.connection;

import org.jspecify.annotations.NullMarked;
