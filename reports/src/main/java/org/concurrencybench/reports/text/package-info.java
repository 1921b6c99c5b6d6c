/** Text for people whose terminals are not known. Knows nothing of benchmarks. */
@NullMarked
package org.concurrencybench.reports.text;

import org.jspecify.annotations.NullMarked;
