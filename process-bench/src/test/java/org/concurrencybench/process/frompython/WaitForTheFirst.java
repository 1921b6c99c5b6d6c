package org.concurrencybench.process.frompython;

import java.util.ArrayList;
import java.util.List;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.coordination.Coordinator;
import org.concurrencybench.process.coordination.ProcessQueue;
import org.concurrencybench.process.coordination.QueueClosedException;
import org.concurrencybench.process.coordination.WaitSet;
import org.concurrencybench.process.pool.ProcessPool;
import org.concurrencybench.process.pool.ProcessPoolConfig;

public final class WaitForTheFirst {
    static int report(ProcessQueue<String> queue) throws Exception {
        for (int i = 0; i < 3; i++) {
            queue.put("line " + i);
        }
        queue.close();
        return 3;
    }

    public static void main(String[] args) throws Exception {
        try (Coordinator coordinator = Coordinator.start();
                WaitSet<String, String> waits = new WaitSet<>();
                var pool =
                        ProcessPool.start(ProcessPoolConfig.ofWorkers(2), FunctionSpec.of(WaitForTheFirst::report))) {
            for (String name : List.of("first", "second", "third")) {
                ProcessQueue<String> queue = coordinator.newQueue(String.class, 10);
                waits.add(name, queue::take);
                pool.submit(queue);
            }
            List<String> lines = new ArrayList<>();
            for (var ready = waits.await(); ready.isPresent(); ready = waits.await()) { // until all have ended
                String name = ready.orElseThrow().key();
                try {
                    lines.add(name + ": " + ready.orElseThrow().get());
                } catch (QueueClosedException e) {
                    lines.add(name + ": end");
                }
            }
            lines.stream().sorted().forEach(System.out::println);
        }
    }
}
