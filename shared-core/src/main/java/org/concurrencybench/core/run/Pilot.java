package org.concurrencybench.core.run;

/**
 * What the pilot found.
 *
 * @param nanosPerTask nanoseconds of one task, one after the other, once the JVM is warm
 * @param tasks the batch size
 */
public record Pilot(double nanosPerTask, int tasks) {}
