package org.concurrencybench.async;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.concurrencybench.stages.Stages;
import org.junit.jupiter.api.Test;

class StageWatchTest {
    /** As many as are made in the first seconds, and some more. */
    private static final int LOOKS_AT_THE_START = 70;

    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Test
    void startThatHasNoStagesHidesNothing() throws Exception {
        assertSeenAfter(List.of());
    }

    @Test
    void startThatComputesHidesNothing() throws Exception {
        Thread computing = repeating(() -> Stages.computed(0));
        try {
            assertSeenAfter(List.of(computing));
        } finally {
            computing.interrupt();
        }
    }

    private static void assertSeenAfter(List<Thread> start) throws InterruptedException {
        Thread blocking = repeating(() -> Stages.blocking(0));
        AtomicInteger looks = new AtomicInteger();
        StageWatch watch =
                new StageWatch(() -> looks.incrementAndGet() <= LOOKS_AT_THE_START ? start : List.of(blocking)).start();
        try {
            long end = System.nanoTime() + LONGEST.toNanos();
            while (watch.blockedAt().isEmpty() && System.nanoTime() < end) {
                Thread.sleep(10);
            }
            String place = watch.blockedAt().orElse("nowhere");
            assertTrue(place.contains("Stages.java"), place);
        } finally {
            watch.stop();
            blocking.interrupt();
        }
    }

    private static Thread repeating(Runnable stage) {
        return Thread.ofPlatform().daemon().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                stage.run();
            }
        });
    }
}
