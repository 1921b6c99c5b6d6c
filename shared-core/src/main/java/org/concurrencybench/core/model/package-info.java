/** For authors of concurrency models: what runs a task on a thread, and what ends the threads. */
@NullMarked
package org.concurrencybench.core.model;

import org.jspecify.annotations.NullMarked;
