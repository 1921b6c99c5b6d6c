/** What runs in a worker. It knows the wire and nothing of its owner, and its start waits for each class of it. */
@NullMarked
package org.concurrencybench.process.internal.child;

import org.jspecify.annotations.NullMarked;
