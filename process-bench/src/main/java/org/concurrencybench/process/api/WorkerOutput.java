package org.concurrencybench.process.api;

/**
 * A line that a worker printed, without its end; a very long one comes in pieces.
 *
 * @param worker see {@link WorkerContext#worker}
 * @param pid the worker's process id
 */
public record WorkerOutput(int worker, long pid, Stream stream, String line) {
    /** Where a worker prints. */
    public enum Stream {
        OUT,
        ERR
    }
}
