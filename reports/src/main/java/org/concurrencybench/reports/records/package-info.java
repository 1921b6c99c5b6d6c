/** What a run leaves behind: one line of JSON for its header, each trial and its end. */
@NullMarked
package org.concurrencybench.reports.records;

import org.jspecify.annotations.NullMarked;
