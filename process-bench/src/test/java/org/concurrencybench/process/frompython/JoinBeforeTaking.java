package org.concurrencybench.process.frompython;

import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerOptions;
import org.concurrencybench.process.coordination.Coordinator;
import org.concurrencybench.process.coordination.ProcessQueue;
import org.concurrencybench.process.worker.WorkerProcess;

public final class JoinBeforeTaking {
    static boolean fill(ProcessQueue<String> queue) throws Exception {
        queue.put("X".repeat(1_000_000));
        return true;
    }

    public static void main(String[] args) throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            ProcessQueue<String> queue = coordinator.newQueue(String.class, 10);
            var function = FunctionSpec.of(JoinBeforeTaking::fill);
            try (var process = new WorkerProcess<>("filler", WorkerOptions.defaults(), function, queue)) {
                process.start();
                process.join(); // the owner has the item when put returns: nothing is left to be sent
            }
            System.out.println(queue.take().length() + " characters from a process that has ended");
        }
    }
}
