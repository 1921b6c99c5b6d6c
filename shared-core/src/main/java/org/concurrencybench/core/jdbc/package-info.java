/** Databases for workloads: pools of connections, the fixture, and the table that {@code jdbc-query} reads. */
@NullMarked
package org.concurrencybench.core.jdbc;

import org.jspecify.annotations.NullMarked;
