package org.concurrencybench.process.pool;

import java.util.concurrent.atomic.LongAdder;
import org.concurrencybench.process.api.ProcessPoolException;
import org.concurrencybench.process.api.StoppedTaskException;

/** How many tasks have ended in which way. */
final class TaskCounts {
    final LongAdder succeeded = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder stopped = new LongAdder();

    /** Counts {@code tasks} that ended for this cause. */
    void ended(ProcessPoolException cause, int tasks) {
        (cause instanceof StoppedTaskException ? stopped : failed).add(tasks);
    }
}
