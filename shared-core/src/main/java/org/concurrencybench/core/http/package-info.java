/** HTTP for the built-in workloads: the blocking client that models share, and the server that answers it. */
@NullMarked
package org.concurrencybench.core.http;

import org.jspecify.annotations.NullMarked;
