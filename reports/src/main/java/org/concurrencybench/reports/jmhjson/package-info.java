/** The run in JMH's own JSON format, so that viewers made for it keep working. */
@NullMarked
package org.concurrencybench.reports.jmhjson;

import org.jspecify.annotations.NullMarked;
