/** What is wrong with a workload, in words that its author can mend it by. */
@NullMarked
package org.concurrencybench.core.diagnosis;

import org.jspecify.annotations.NullMarked;
