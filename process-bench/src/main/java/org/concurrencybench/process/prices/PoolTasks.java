package org.concurrencybench.process.prices;

import org.concurrencybench.core.prices.Operation;
import org.concurrencybench.core.prices.TimedOperation;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.pool.ProcessPool;
import org.concurrencybench.process.pool.ProcessPoolConfig;

/** A pool of one worker that gets one empty task after the other. */
record PoolTasks(ProcessPool<Integer, Integer> pool) implements TimedOperation {
    static Operation open() throws Exception {
        return new PoolTasks(ProcessPool.start(
                ProcessPoolConfig.ofWorkers(1).withWorkerOptions(Partner.options()),
                FunctionSpec.of(WorkerLives.Identity.class)));
    }

    @Override
    public void run(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            if (pool.submit(i).get() != i) {
                throw new IllegalStateException("a task returned another number");
            }
        }
    }

    @Override
    public void close() throws Exception {
        pool.close();
    }
}
