/** The workloads and models that a class path offers. */
@NullMarked
package org.concurrencybench.core.catalog;

import org.jspecify.annotations.NullMarked;
