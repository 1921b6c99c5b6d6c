package org.concurrencybench.process.pool;

/**
 * What a pool has done so far.
 *
 * @param unfinished tasks submitted and not yet completed
 * @param succeeded tasks that ended well
 * @param failed tasks that ended otherwise
 * @param workersStarted worker processes that became ready
 * @param workersDied worker processes that ended on their own
 */
public record PoolStatistics(int unfinished, long succeeded, long failed, long workersStarted, long workersDied) {}
