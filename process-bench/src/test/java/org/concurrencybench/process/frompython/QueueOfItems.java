package org.concurrencybench.process.frompython;

import java.util.Optional;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerOptions;
import org.concurrencybench.process.coordination.Coordinator;
import org.concurrencybench.process.coordination.ProcessQueue;
import org.concurrencybench.process.worker.WorkerProcess;

public final class QueueOfItems {
    record Parcel(int number, Optional<String> note, String text) {}

    static int fill(ProcessQueue<Parcel> queue) throws Exception {
        queue.put(new Parcel(42, Optional.empty(), "hello"));
        return queue.size();
    }

    public static void main(String[] args) throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            ProcessQueue<Parcel> queue = coordinator.newQueue(Parcel.class, 10);
            var function = FunctionSpec.of(QueueOfItems::fill);
            try (var process = new WorkerProcess<>("filler", WorkerOptions.defaults(), function, queue)) {
                process.start();
                System.out.println(queue.take());
                process.join();
            }
        }
    }
}
