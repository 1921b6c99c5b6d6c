/** What stands around tasks while they run: fixtures in JVMs of their own, and the context that blocking tasks are given. */
@NullMarked
package org.concurrencybench.core.run;

import org.jspecify.annotations.NullMarked;
