package org.concurrencybench.process.coordination;

import static org.concurrencybench.process.coordination.Stage.eventually;
import static org.concurrencybench.process.coordination.Stage.get;
import static org.concurrencybench.process.coordination.Stage.inThread;
import static org.concurrencybench.process.coordination.Stage.stays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.concurrencybench.process.coordination.Stage.Actor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of a barrier when one of its parties or its owner is killed or stopped. */
@Timeout(300)
@Tag("slow")
@ExtendWith(OverSockets.class)
class BarrierDeathsTest {
    private static String brokenBy(Actor actor) {
        return "the barrier is broken: process " + actor.pid() + " has ended";
    }

    private static Actor arrived(Stage stage) throws Exception {
        Actor actor = stage.atFirstStep(Part.ARRIVE);
        eventually("it has arrived", () -> stage.shared().barrier().waiting() == 1);
        return actor;
    }

    @Test
    void killedPartyThatWaitsBreaksTheBarrierForThoseWhoCome() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor killed = arrived(stage);
            killed.kill();
            assertEquals(brokenBy(killed), stage.play(Part.ARRIVE).said());
        }
    }

    @Test
    void killedPartyThatIsElsewhereBreaksTheBarrierForThoseWhoWait() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor killed = stage.play(Part.ARRIVE_AND_HANG);
            assertTrue(stage.play(Part.ARRIVE).said().startsWith("passed as "));
            killed.awaitStep(1);
            eventually(
                    "the end of the other one is seen",
                    () -> stage.shared().barrier().isBroken());
            stage.shared().barrier().reset();
            Actor waiter = arrived(stage);
            killed.kill();
            assertEquals(brokenBy(killed), waiter.said());
        }
    }

    @Test
    void killedPartyThatRunsTheActionBreaksTheBarrier() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor waiter = arrived(stage);
            Actor acting = stage.atFirstStep(Part.ACT);
            acting.go(2);
            acting.awaitStep(3);
            acting.kill();
            assertEquals(brokenBy(acting), waiter.said());
            stage.shared().barrier().reset();
            assertFalse(stage.shared().barrier().isBroken());
        }
    }

    @Test
    void partyThatDiesBeforeItArrivesIsNoticedByTheTimeout() throws Exception {
        try (Stage stage = Stage.open()) {
            stage.atFirstStep(Part.HOLD_LOCK).kill(); // it has used the same owner, but not the barrier
            assertThrows(TimeoutException.class, () -> stage.shared().barrier().await(Duration.ofMillis(200)));
        }
    }

    @Test
    void stoppedPartyIsWaitedForUntilItContinues() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor stopped = stage.play(Part.ARRIVE_AND_HANG);
            CompletableFuture<Integer> first =
                    inThread(() -> stage.shared().barrier().await());
            get(first);
            stopped.awaitStep(1);
            stopped.stop();
            CompletableFuture<Integer> waiting =
                    inThread(() -> stage.shared().barrier().await());
            stays("the wait", () -> !waiting.isDone());
            stopped.resume();
            assertTrue(stage.play(Part.ARRIVE).said().startsWith("passed as "), "any other one may come instead");
            get(waiting);
        }
    }

    @Test
    void stoppedPartyThatHasArrivedCountsAsThere() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor stopped = arrived(stage);
            stopped.stop();
            assertEquals(0, stage.shared().barrier().await());
            stopped.resume();
            assertEquals("passed as 1", stopped.said());
        }
    }

    @Test
    void timeoutOfTheOthersBreaksTheBarrierOfAPartyThatIsStoppedInItsAction() throws Exception {
        try (Stage stage = Stage.open()) {
            ProcessBarrier barrier = stage.shared().barrier();
            Actor acting = stage.atFirstStep(Part.ACT);
            CompletableFuture<Integer> waiting = inThread(() -> barrier.await(Duration.ofSeconds(3)));
            eventually("it waits", () -> barrier.waiting() == 1);
            acting.go(2);
            acting.awaitStep(3);
            acting.stop();
            ExecutionException timeout = assertThrows(ExecutionException.class, () -> get(waiting));
            assertEquals(TimeoutException.class, timeout.getCause().getClass());
            assertTrue(barrier.isBroken());
            acting.resume();
            acting.go(4);
            ExecutionException broken = assertThrows(ExecutionException.class, acting::said);
            assertTrue(broken.getCause().toString().contains("waited no longer"), broken::toString);
        }
    }

    @Test
    void killedOwnerFailsWhoWaits() throws Exception {
        try (Stage stage = Stage.ofAnotherOwner()) {
            Actor waiter = arrived(stage);
            stage.killOwner();
            assertEquals("owner gone", waiter.said());
            assertThrows(
                    OwnerGoneException.class, () -> stage.shared().barrier().await());
        }
    }

    @Test
    void stoppedOwnerHoldsUpEverybodyUntilItContinues() throws Exception {
        try (Stage stage = Stage.ofAnotherOwner()) {
            Actor waiter = arrived(stage);
            stage.stopOwner();
            CompletableFuture<Integer> last =
                    inThread(() -> stage.shared().barrier().await());
            stays("the wait of the last one", () -> !last.isDone());
            assertTrue(waiter.isWaiting());
            stage.continueOwner();
            assertEquals(0, get(last));
            assertEquals("passed as 1", waiter.said());
        }
    }

    @Test
    void killsAtRandomMomentsBreakTheBarrierAndNameTheDead() throws Exception {
        Random moments = Stage.moments("BarrierDeathsTest");
        try (Stage stage = Stage.open()) {
            ProcessBarrier barrier = stage.shared().barrier();
            for (int round = 0; round < 12; round++) {
                Actor party = stage.play(Part.CHURN_BARRIER);
                AtomicLong passes = new AtomicLong();
                CompletableFuture<Void> passing = inThread(() -> {
                    while (true) {
                        barrier.await();
                        passes.incrementAndGet();
                    }
                });
                stage.killAtRandom(moments, List.of(party), () -> {
                    ExecutionException broken = assertThrows(ExecutionException.class, () -> get(passing));
                    assertEquals(brokenBy(party), broken.getCause().getMessage());
                    return true;
                });
                assertTrue(passes.get() > 0);
                barrier.reset();
            }
        }
    }
}
