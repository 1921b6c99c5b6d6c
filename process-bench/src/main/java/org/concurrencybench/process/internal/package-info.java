/** What all rooms of the process library share, and nobody else may use. */
@NullMarked
package org.concurrencybench.process.internal;

import org.jspecify.annotations.NullMarked;
