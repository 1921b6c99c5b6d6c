package org.concurrencybench.threads.prices;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.concurrencybench.core.prices.Operation;
import org.concurrencybench.core.prices.ResidentMemory;
import org.concurrencybench.core.prices.ThreadKind;

/**
 * What threads take that only wait: the heap that they use, and what else of this process is resident. The heap is
 * resident as a whole from the start, so that neither counts what the other does.
 */
final class WaitingThreads implements Operation {
    private static final int PLATFORM = 200;
    private static final int VIRTUAL = 10_000;

    private final ThreadKind kind;

    WaitingThreads(ThreadKind kind) {
        this.kind = kind;
    }

    @Override
    public int fixedTimes() {
        return kind == ThreadKind.VIRTUAL ? VIRTUAL : PLATFORM;
    }

    @Override
    public double cost(int times) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>(times);
        long before = bytes();
        try {
            for (int i = 0; i < times; i++) {
                threads.add(kind.builder().start(() -> await(end)));
            }
            for (Thread thread : threads) {
                while (thread.getState() != Thread.State.WAITING) {
                    Thread.sleep(1);
                }
            }
            return bytes() - before;
        } finally {
            end.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long bytes() throws IOException {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
                + ResidentMemory.resident(ProcessHandle.current().pid());
    }
}
