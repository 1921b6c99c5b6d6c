package org.concurrencybench.process.pool;

/**
 * What a pool has done so far.
 *
 * @param unfinished tasks submitted and not yet completed
 * @param succeeded tasks that ended well
 * @param failed tasks that failed
 * @param stopped tasks that were cancelled or ran out of time
 * @param workersStarted worker processes that became ready
 * @param workersDied worker processes that ended on their own
 * @param workersKilled worker processes that were killed because a task did not stop
 * @param workersRetired worker processes that were let go after enough tasks, for their memory, or because they were
 *     idle
 * @param bytesSent bytes that went to workers
 * @param bytesReceived bytes that came from workers
 */
public record PoolStatistics(
        int unfinished,
        long succeeded,
        long failed,
        long stopped,
        long workersStarted,
        long workersDied,
        long workersKilled,
        long workersRetired,
        long bytesSent,
        long bytesReceived) {}
