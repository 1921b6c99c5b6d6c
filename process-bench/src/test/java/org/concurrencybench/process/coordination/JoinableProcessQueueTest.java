package org.concurrencybench.process.coordination;

import static org.concurrencybench.process.coordination.LockTest.process;
import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.concurrencybench.process.fixtures.Processes;
import org.concurrencybench.process.fixtures.Sharers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Queues whose items are acknowledged. */
@Timeout(120)
class JoinableProcessQueueTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void allIsDoneWhenEachItemIsAcknowledged() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            JoinableProcessQueue<String> jobs = coordinator.newJoinableQueue(String.class, 1000);
            assertTrue(jobs.awaitAllDone(Duration.ZERO), "nothing was put");
            for (int i = 0; i < 100; i++) {
                jobs.put("job " + i);
            }
            assertFalse(jobs.awaitAllDone(Duration.ofMillis(10)));
            ProcessQueue.Work<String> own = jobs.take();
            try (var other = process(Sharers.WorkAll.class, jobs)) {
                Processes.await(LONG, "the others are done", () -> count(jobs) == 1);
                assertFalse(jobs.awaitAllDone(Duration.ofMillis(10)), "one is taken and not acknowledged");
                own.done();
                own.done();
                jobs.awaitAllDone();
                jobs.put("stop");
                assertEquals(99L, get(other.result()));
            }
            assertTrue(jobs.awaitAllDone(LONG));
            jobs.close();
            assertThrows(QueueClosedException.class, jobs::take);
        }
    }

    private static int count(JoinableProcessQueue<String> jobs) {
        try {
            return jobs.size() + jobs.unfinished();
        } catch (OwnerGoneException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource(TakerDeath.class)
    void itemsOfAKilledTakerAreNeverSilentlyGone(TakerDeath takerDeath) throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            JoinableProcessQueue<String> jobs = coordinator.newJoinableQueue(String.class, 10, takerDeath);
            jobs.put("job");
            long pid;
            try (var other = process(Sharers.TakeAndHang.class, jobs)) {
                pid = other.pid();
                Processes.await(LONG, "it was taken", () -> count(jobs) == 1 && size(jobs) == 0);
                assertFalse(jobs.awaitAllDone(Duration.ofMillis(10)));
                other.kill();
            }
            if (takerDeath == TakerDeath.REPORT) {
                assertTrue(jobs.awaitAllDone(LONG), "a lost item is not waited for");
                assertEquals(
                        new ProcessQueue.LostItem<>(pid, "job"), jobs.pollLost().orElseThrow());
            } else {
                try (ProcessQueue.Work<String> again = jobs.poll(LONG).orElseThrow()) {
                    assertEquals("job", again.item());
                    assertFalse(jobs.awaitAllDone(Duration.ofMillis(10)));
                }
                assertTrue(jobs.awaitAllDone(LONG));
            }
            assertEquals(Optional.empty(), jobs.pollLost());
        }
    }

    private static int size(JoinableProcessQueue<String> jobs) {
        try {
            return jobs.size();
        } catch (OwnerGoneException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource(TakerDeath.class)
    void itemThatIsGivenBackIsTreatedAsIfItsTakerHadDied(TakerDeath takerDeath) throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            JoinableProcessQueue<String> jobs = coordinator.newJoinableQueue(String.class, 10, takerDeath);
            assertTrue(jobs.offer("first"));
            assertTrue(jobs.offer("second", LONG));
            try (ProcessQueue.Work<String> work = jobs.poll().orElseThrow()) {
                work.giveBack(); // its close changes nothing then
            }
            assertEquals(0, jobs.unfinished());
            if (takerDeath == TakerDeath.REPORT) {
                assertEquals(
                        new ProcessQueue.LostItem<>(ProcessHandle.current().pid(), "first"),
                        jobs.pollLost().orElseThrow());
            } else {
                try (ProcessQueue.Work<String> work = jobs.take()) {
                    assertEquals("first", work.item());
                }
            }
            try (ProcessQueue.Work<String> work = jobs.take()) {
                assertEquals("second", work.item());
            }
            assertTrue(jobs.awaitAllDone(LONG));
            assertEquals(Optional.empty(), jobs.poll());
            assertEquals(Optional.empty(), jobs.poll(Duration.ofMillis(5)));
        }
    }
}
