package org.concurrencybench.core.cost;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * What only a JVM itself knows of what it has used since it started.
 *
 * @param allocatedBytes bytes allocated in the heap by all threads, ended ones included; below 0 where it is not
 *     counted
 * @param collectionMillis milliseconds that collections took, as its collectors report them
 * @param startedThreads platform threads started
 * @param liveThreads platform threads that run now; none of the JVM's own
 * @param peakThreads the most that ran at once
 */
public record JvmUsage(
        long allocatedBytes, long collectionMillis, long startedThreads, long liveThreads, long peakThreads) {
    /** This JVM's, now. */
    public static JvmUsage here() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long collection = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            collection += Math.max(0, collector.getCollectionTime());
        }
        long allocated =
                threads instanceof com.sun.management.ThreadMXBean own ? own.getTotalThreadAllocatedBytes() : -1;
        return new JvmUsage(
                allocated,
                collection,
                threads.getTotalStartedThreadCount(),
                threads.getThreadCount(),
                threads.getPeakThreadCount());
    }

    /** Whether allocation is counted. */
    boolean countsAllocation() {
        return allocatedBytes >= 0;
    }

    /** Threads that have ended so far. */
    long endedThreads() {
        return startedThreads - liveThreads;
    }
}
