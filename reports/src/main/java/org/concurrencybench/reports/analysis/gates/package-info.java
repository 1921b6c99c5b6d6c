/** What no result may be, whatever the model: each gate is a rule that a cell passes, or a flag with what was seen. */
@NullMarked
package org.concurrencybench.reports.analysis.gates;

import org.jspecify.annotations.NullMarked;
