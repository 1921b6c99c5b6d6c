/** The built-in workloads. Other code knows them by their ids only, through {@link java.util.ServiceLoader}. */
@NullMarked
package org.concurrencybench.core.workloads;

import org.jspecify.annotations.NullMarked;
