package org.concurrencybench.core.api;

/**
 * How a model is to be set up.
 *
 * @param cpus the CPU budget: core-bound pool threads, carriers, executor threads, one-task workers; 1 or more
 * @param concurrency tasks in flight at most: threads of a blocking pool, permits on virtual threads or chains, workers
 *     × slots; 1 or more, or {@link #UNBOUNDED} for models that can do without a bound
 * @param own the values of the model's own settings
 */
public record Settings(int cpus, int concurrency, Values own) {
    /** As many tasks in flight as there are. */
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    public Settings {
        if (cpus < 1) {
            throw new UsageException("cpus must be 1 or more, not " + cpus);
        }
        if (concurrency < 1) {
            throw new UsageException("concurrency must be 1 or more, or 'unbounded', not " + concurrency);
        }
    }

    public boolean isUnbounded() {
        return concurrency == UNBOUNDED;
    }
}
