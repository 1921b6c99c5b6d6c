/** What authors of workloads and of concurrency models implement, and what the harness gives them. */
@NullMarked
package org.concurrencybench.core.api;

import org.jspecify.annotations.NullMarked;
