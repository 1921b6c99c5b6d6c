/** What both sides of the process border must agree on: frames, payloads, files, exit codes. */
@NullMarked
package org.concurrencybench.process.internal.wire;

import org.jspecify.annotations.NullMarked;
