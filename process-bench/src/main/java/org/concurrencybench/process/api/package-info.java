/** What all of the library share with its users: functions, options of workers, failures. */
@NullMarked
package org.concurrencybench.process.api;

import org.jspecify.annotations.NullMarked;
