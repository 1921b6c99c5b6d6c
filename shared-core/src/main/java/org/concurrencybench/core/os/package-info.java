/**
 * What the operating system knows of processes and files: who descends from whom, what they use, what they leave
 * behind.
 */
@NullMarked
package org.concurrencybench.core.os;

import org.jspecify.annotations.NullMarked;
