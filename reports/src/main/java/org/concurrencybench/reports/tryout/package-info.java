/** Workloads and models of a user's, tried before they are measured: what is wrong with them, and how to fix it. */
@NullMarked
package org.concurrencybench.reports.tryout;

import org.jspecify.annotations.NullMarked;
