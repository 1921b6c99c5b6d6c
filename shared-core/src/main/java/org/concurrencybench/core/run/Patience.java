package org.concurrencybench.core.run;

import java.time.Duration;

/**
 * How long a process is waited for.
 *
 * @param start until it is ready
 * @param end until it has ended, for each way of ending it, before the next, harder one is tried
 */
record Patience(Duration start, Duration end) {
    /** Far beyond the second that a JVM needs, as machines may be loaded. */
    static final Patience USUAL = new Patience(Duration.ofSeconds(60), Duration.ofSeconds(5));
}
