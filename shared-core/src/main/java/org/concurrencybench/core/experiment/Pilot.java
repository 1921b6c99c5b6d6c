package org.concurrencybench.core.experiment;

/**
 * What the pilot found.
 *
 * @param nanosPerTask nanoseconds of one task, one after the other, once the JVM is warm
 * @param tasks the batch size
 * @param alike whether all outputs of the batch, two or more, have one digest, so that wrong ones would hardly be
 *     noticed
 */
public record Pilot(double nanosPerTask, int tasks, boolean alike) {
    /** With digests that differ. */
    public Pilot(double nanosPerTask, int tasks) {
        this(nanosPerTask, tasks, false);
    }
}
