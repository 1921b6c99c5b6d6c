/** The one JMH benchmark body, and what it measures beside time. Needs JMH on the class path. */
@NullMarked
package org.concurrencybench.core.jmh;

import org.jspecify.annotations.NullMarked;
