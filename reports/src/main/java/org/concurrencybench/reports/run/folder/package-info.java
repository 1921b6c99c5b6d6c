/** Folders that a run holds: that of the report, with its lock and its heartbeat, and that of temporary files. */
@NullMarked
package org.concurrencybench.reports.run.folder;

import org.jspecify.annotations.NullMarked;
