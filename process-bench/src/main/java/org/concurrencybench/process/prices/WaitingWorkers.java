package org.concurrencybench.process.prices;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.concurrencybench.core.prices.Operation;
import org.concurrencybench.core.prices.ResidentMemory;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerFunction;
import org.concurrencybench.process.coordination.Coordinator;
import org.concurrencybench.process.coordination.ProcessSemaphore;
import org.concurrencybench.process.worker.WorkerProcess;

/** What worker processes take that only wait: what each has in use and shares with no other process. */
record WaitingWorkers(Coordinator coordinator) implements Operation {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** Where a worker reports that it runs, and what it waits for then. */
    record Gate(ProcessSemaphore running, ProcessSemaphore end) {}

    static final class Wait implements WorkerFunction<Gate, Long> {
        @Override
        public Long run(Gate gate) throws Exception {
            gate.running.release();
            gate.end.acquire();
            return 0L;
        }
    }

    static Operation open() throws IOException {
        return new WaitingWorkers(Coordinator.start());
    }

    @Override
    public int fixedTimes() {
        return 1;
    }

    @Override
    public double cost(int times) throws Exception {
        Gate gate = new Gate(coordinator.newSemaphore(0), coordinator.newSemaphore(0));
        List<WorkerProcess<Gate, Long>> workers = new ArrayList<>();
        try {
            for (int i = 0; i < times; i++) {
                WorkerProcess<Gate, Long> worker =
                        new WorkerProcess<>("waiting", Partner.options(), FunctionSpec.of(Wait.class), gate);
                worker.start();
                workers.add(worker);
            }
            if (!gate.running.tryAcquire(times, TIMEOUT)) {
                throw new IllegalStateException(
                        "not all of " + times + " worker processes ran after " + TIMEOUT.toSeconds() + " s");
            }
            long bytes = 0;
            for (WorkerProcess<Gate, Long> worker : workers) {
                bytes += ResidentMemory.unshared(worker.pid());
            }
            return bytes;
        } finally {
            gate.end.release(times);
            workers.forEach(WorkerProcess::close);
        }
    }

    @Override
    public void close() throws IOException {
        coordinator.close();
    }
}
