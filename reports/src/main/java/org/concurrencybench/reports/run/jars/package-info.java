/**
 * Users' jars and folders: what is in them, which classes each JVM sees, and digests that tell whether they changed.
 */
@NullMarked
package org.concurrencybench.reports.run.jars;

import org.jspecify.annotations.NullMarked;
