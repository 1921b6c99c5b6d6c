package org.concurrencybench.process.coordination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerFunction;
import org.concurrencybench.process.pool.ProcessPool;
import org.concurrencybench.process.pool.ProcessPoolConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The example of shared objects in this module's README runs, and is the one that stands there. */
@Timeout(120)
class SharedObjectsExampleTest {
    // README: begin
    record Order(int price, ProcessLock lock, SharedLong total, ProcessQueue<String> receipts) {}

    static final class Sell implements WorkerFunction<Order, Long> {
        @Override
        public Long run(Order order) throws Exception {
            try (ProcessLock.Hold hold = order.lock().lock()) {
                if (hold.previousHolderDied()) {
                    hold.markConsistent(); // after repairing what the lock protects
                }
                order.total().set(order.total().get() + order.price());
            }
            order.receipts().put("sold for " + order.price());
            return order.total().get();
        }
    }

    static String sell(int price) throws Exception {
        try (Coordinator coordinator = Coordinator.start();
                ProcessPool<Order, Long> pool =
                        ProcessPool.start(ProcessPoolConfig.ofWorkers(2), FunctionSpec.of(Sell.class))) {
            ProcessQueue<String> receipts = coordinator.newQueue(String.class, 100);
            pool.submit(new Order(price, coordinator.newLock(), coordinator.newLong(0), receipts));
            return receipts.take();
        }
    }
    // README: end

    @Test
    void exampleRuns() throws Exception {
        assertEquals("sold for 7", sell(7));
    }

    @Test
    void exampleStandsInTheReadme() throws Exception {
        String source = Files.readString(
                Path.of("src/test/java/org/concurrencybench/process/coordination/SharedObjectsExampleTest.java"));
        String example = source.split("    // README: begin\n")[1]
                .split("    // README: end\n")[0]
                .stripTrailing()
                .stripIndent();
        assertTrue(Files.readString(Path.of("README.md")).contains("```java\n" + example + "\n```"), example);
    }
}
