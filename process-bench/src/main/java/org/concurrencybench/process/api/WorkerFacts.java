package org.concurrencybench.process.api;

/**
 * A worker that is ready, and what its JVM says of itself.
 *
 * @param worker see {@link WorkerContext#worker}
 * @param pid its process id
 * @param processors processors that it sees
 * @param heapBytes the largest heap that it will use
 */
public record WorkerFacts(int worker, long pid, int processors, long heapBytes) {}
