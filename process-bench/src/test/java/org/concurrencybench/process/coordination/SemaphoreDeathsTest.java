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
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.concurrencybench.process.coordination.Stage.Actor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of permits when a process that has them, waits for them or owns them is killed or stopped. */
@Timeout(300)
@Tag("slow")
@ExtendWith(OverSockets.class)
class SemaphoreDeathsTest {
    @Test
    void permitsOfAKilledHolderGoToTheWaiter() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor holder = stage.atFirstStep(Part.TAKE_ALL_PERMITS);
            Actor waiter = stage.atFirstStep(Part.WAIT_FOR_A_PERMIT);
            stays("the wait", waiter::isWaiting);
            holder.kill();
            assertEquals("acquired", waiter.said());
            assertEquals(Shared.PERMITS, stage.shared().permits().availablePermits());
        }
    }

    @Test
    void stoppedHolderKeepsItsPermitsUntilItGivesThemBack() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor holder = stage.atFirstStep(Part.TAKE_ALL_PERMITS);
            Actor waiter = stage.atFirstStep(Part.WAIT_FOR_A_PERMIT);
            holder.stop();
            holder.go(2);
            stays("the wait", waiter::isWaiting);
            assertFalse(stage.shared().permits().tryAcquire(Duration.ofMillis(10)));
            holder.resume();
            assertEquals("acquired", waiter.said());
            assertEquals("released", holder.said());
        }
    }

    @Test
    void killedWaiterForManyLetsThoseBehindItPass() throws Exception {
        try (Stage stage = Stage.open()) {
            stage.shared().permits().acquire();
            Actor many = stage.atFirstStep(Part.WAIT_FOR_ALL_PERMITS);
            eventually(
                    "it waits, so nobody passes it",
                    () -> isBlocked(stage.shared().permits()));
            Actor one = stage.atFirstStep(Part.WAIT_FOR_A_PERMIT);
            stays("the wait behind it", one::isWaiting);
            many.kill();
            assertEquals("acquired", one.said());
            assertEquals(Shared.PERMITS - 1, stage.shared().permits().availablePermits());
        }
    }

    /** Whether somebody waits, whom nobody may pass. */
    private static boolean isBlocked(ProcessSemaphore permits) throws Exception {
        if (permits.tryAcquire()) {
            permits.release();
            return false;
        }
        return permits.availablePermits() > 0;
    }

    @Test
    void stoppedWaiterGetsItsPermitsInItsTurn() throws Exception {
        try (Stage stage = Stage.open()) {
            stage.shared().permits().acquire();
            Actor stopped = stage.atFirstStep(Part.WAIT_FOR_ALL_PERMITS);
            eventually("it waits", () -> isBlocked(stage.shared().permits()));
            stopped.stop();
            stage.shared().permits().release();
            assertEquals(0, stage.shared().permits().availablePermits(), "the stopped one has them all");
            assertFalse(stage.shared().permits().tryAcquire(Duration.ofMillis(10)));
            stopped.resume();
            stopped.awaitStep(2);
            stopped.go(3);
            assertEquals("released", stopped.said());
            assertEquals(Shared.PERMITS, stage.shared().permits().availablePermits());
        }
    }

    @Test
    void permitsThatAStoppedOrKilledProcessHasGivenStay() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor giver = stage.atFirstStep(Part.GIVE_SIGNALS);
            giver.stop();
            stage.shared().signals().acquire();
            giver.kill();
            eventually("its end is seen", () -> stage.coordinator().connectedProcesses() == 0);
            assertEquals(1, stage.shared().signals().availablePermits(), "two were given, one was taken");
        }
    }

    @Test
    void killedOwnerFailsWhoWaits() throws Exception {
        try (Stage stage = Stage.ofAnotherOwner()) {
            stage.shared().permits().acquire(Shared.PERMITS);
            Actor waiter = stage.atFirstStep(Part.WAIT_FOR_A_PERMIT);
            stays("the wait", waiter::isWaiting);
            stage.killOwner();
            assertEquals("owner gone", waiter.said());
            assertThrows(
                    OwnerGoneException.class, () -> stage.shared().permits().tryAcquire(Stage.LONG));
        }
    }

    @Test
    void stoppedOwnerHoldsUpEverybodyUntilItContinues() throws Exception {
        try (Stage stage = Stage.ofAnotherOwner()) {
            ProcessSemaphore permits = stage.shared().permits();
            permits.acquire(1);
            stage.stopOwner();
            CompletableFuture<Boolean> taken = inThread(() -> permits.tryAcquire(Duration.ofMillis(10)));
            stays("the wait, beyond its timeout,", () -> !taken.isDone());
            stage.continueOwner();
            int had = get(taken) ? 2 : 1; // it came in time, or was taken back
            assertEquals(Shared.PERMITS - had, permits.availablePermits());
        }
    }

    @Test
    void killsAtRandomMomentsLoseNoPermitAndMakeNone() throws Exception {
        Random moments = Stage.moments("SemaphoreDeathsTest");
        try (Stage stage = Stage.open()) {
            ProcessSemaphore permits = stage.shared().permits();
            for (int round = 0; round < 4; round++) {
                stage.killAtRandom(moments, stage.play(Part.CHURN_PERMITS, 4), () -> {
                    assertTrue(permits.tryAcquire(Shared.PERMITS, Stage.LONG), "a permit is lost");
                    permits.release(Shared.PERMITS);
                    return true;
                });
            }
            eventually("all ends are seen", () -> stage.coordinator().connectedProcesses() == 0);
            assertEquals(Shared.PERMITS, permits.availablePermits());
        }
    }
}
