/** Tasks that arrive on a schedule, whatever the model does: how long they take from the moment they are due. */
@NullMarked
package org.concurrencybench.core.load;

import org.jspecify.annotations.NullMarked;
