package org.concurrencybench.process.prices;

import org.concurrencybench.core.prices.Operation;
import org.concurrencybench.core.prices.TimedOperation;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerFunction;
import org.concurrencybench.process.worker.WorkerProcess;

/** Worker processes that are started, run an empty function and end, one after the other. */
final class WorkerLives {
    private WorkerLives() {}

    /** The empty function. */
    static final class Identity implements WorkerFunction<Integer, Integer> {
        @Override
        public Integer run(Integer input) {
            return input;
        }
    }

    static Operation open() {
        return (TimedOperation) times -> {
            for (int i = 0; i < times; i++) {
                try (WorkerProcess<Integer, Integer> process =
                        new WorkerProcess<>("empty", Partner.options(), FunctionSpec.of(Identity.class), i)) {
                    process.start();
                    if (process.result().get() != i) {
                        throw new IllegalStateException("a worker process returned another number");
                    }
                }
            }
        };
    }
}
