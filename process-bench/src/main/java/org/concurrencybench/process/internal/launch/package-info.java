/** The process of a worker as its owner sees it: how it comes to be, and how nothing of it is left. */
@NullMarked
package org.concurrencybench.process.internal.launch;

import org.jspecify.annotations.NullMarked;
