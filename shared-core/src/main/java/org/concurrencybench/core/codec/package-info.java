/** How values cross a process border: explicit bytes, registered classes only, never Java serialization. */
@NullMarked
package org.concurrencybench.core.codec;

import org.jspecify.annotations.NullMarked;
