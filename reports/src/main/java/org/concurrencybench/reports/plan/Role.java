package org.concurrencybench.reports.plan;

/** What a cell stands for among the cells of its workload. */
public enum Role {
    /** Equal budgets of cpus and concurrency: ranked and compared. */
    COMPARED,
    /** A labelled variant with another budget: shown beside, never ranked. */
    BESIDE,
    /** A point of the sweep over the number of workers. */
    SWEEP,
    /** Tasks arrive on a schedule: compared by latencies, with the cells of the same load. */
    LATENCY
}
