package org.concurrencybench.core.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ThreadDumpTest {
    @Test
    @Timeout(60)
    void virtualThreadsAreSeenWhereTheyWait() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        Thread waits = Thread.ofVirtual().name("waits").start(() -> waiting(started));
        started.await();
        try {
            List<ThreadDump.Stack> stacks = List.of();
            while (stacks.isEmpty()) { // started, and in a moment asleep
                stacks = ThreadDump.with(frame -> frame.startsWith("java.lang.Thread.sleep(")).stream()
                        .filter(stack ->
                                stack.frames().stream().anyMatch(frame -> frame.contains("ThreadDumpTest.waiting")))
                        .toList();
            }
            assertEquals("waits", stacks.getFirst().name());
        } finally {
            waits.interrupt();
            waits.join();
        }
    }

    private static void waiting(CountDownLatch started) {
        started.countDown();
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            // the test is over
        }
    }

    @Test
    void framesAreToldWithoutModuleAndLoader() {
        List<ThreadDump.Stack> stacks = ThreadDump.parsed(List.of(
                "4711",
                "2026-11-26T15:00:00Z",
                "",
                "#1 \"main\" TIMED_WAITING 2026-11-26T15:00:00Z",
                "      java.base/java.lang.Thread.sleep(Thread.java:509)",
                "      // parked on nothing",
                "    at app//com.example.Own.run(Own.java:14)",
                "    at com.example.Own.main(Own.java:3)",
                "",
                "#22 \"\" virtual",
                "      java.base@25/java.lang.VirtualThread.park(VirtualThread.java:1)"));
        assertEquals(
                List.of(
                        new ThreadDump.Stack(
                                "main",
                                List.of(
                                        "java.lang.Thread.sleep(Thread.java:509)",
                                        "com.example.Own.run(Own.java:14)",
                                        "com.example.Own.main(Own.java:3)")),
                        new ThreadDump.Stack("", List.of("java.lang.VirtualThread.park(VirtualThread.java:1)"))),
                stacks);
        assertEquals(
                "in java.lang.Thread.sleep, called at com.example.Own.run(Own.java:14)",
                stacks.getFirst().doing());
        assertTrue(stacks.getLast().own().isEmpty());
    }
}
