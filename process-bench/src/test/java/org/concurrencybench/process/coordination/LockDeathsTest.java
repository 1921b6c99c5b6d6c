package org.concurrencybench.process.coordination;

import static org.concurrencybench.process.coordination.Stage.eventually;
import static org.concurrencybench.process.coordination.Stage.get;
import static org.concurrencybench.process.coordination.Stage.inThread;
import static org.concurrencybench.process.coordination.Stage.stays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.concurrencybench.process.coordination.Stage.Actor;
import org.concurrencybench.process.internal.broker.LockWord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of a lock when a process that holds it, waits for it or owns it is killed or stopped. */
@Timeout(300)
@Tag("slow")
@ExtendWith(OverSockets.class)
class LockDeathsTest {
    /** How many wait cannot be seen from outside; whether any does, can. */
    private static boolean hasWaiters(ProcessLock lock) throws OwnerGoneException {
        return LockWord.hasWaiters(
                lock.handle().port().words().get(lock.handle().slot()));
    }

    @Test
    void killedHolderIsFollowedByAWaiterThatIsTold() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor holder = stage.atFirstStep(Part.HOLD_LOCK);
            Actor waiter = stage.atFirstStep(Part.LOCK_ONCE);
            eventually("it waits", () -> hasWaiters(stage.shared().lock()));
            holder.kill();
            assertEquals("told of 1", waiter.said());
            try (ProcessLock.Hold hold = stage.lock()) {
                assertEquals("told of 1", Part.told(hold), "until somebody finds the data consistent");
            }
        }
    }

    @Test
    void killedHolderWithoutWaitersIsFollowedByWhoComesLater() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor holder = stage.atFirstStep(Part.HOLD_LOCK);
            holder.kill();
            assertEquals("told of 1", stage.play(Part.LOCK_ONCE).said());
        }
    }

    @Test
    void stoppedHolderKeepsTheLockUntilItGivesItBack() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor holder = stage.atFirstStep(Part.HOLD_LOCK);
            Actor waiter = stage.atFirstStep(Part.LOCK_ONCE);
            holder.stop();
            holder.go(2);
            stays("the lock of the stopped one", () -> stage.shared().lock().isLocked());
            assertTrue(waiter.isWaiting());
            assertEquals(Optional.empty(), stage.shared().lock().tryLock(Duration.ofMillis(20)));
            holder.resume();
            assertEquals("not told of 0", holder.said());
            assertEquals("not told of 0", waiter.said());
        }
    }

    @Test
    void killedWaiterIsForgottenAndTheNextOneHolds() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor holder = stage.atFirstStep(Part.HOLD_LOCK);
            Actor killed = stage.atFirstStep(Part.LOCK_ONCE);
            eventually("it waits", () -> hasWaiters(stage.shared().lock()));
            Actor next = stage.atFirstStep(Part.LOCK_ONCE);
            killed.kill();
            eventually("its end is seen", () -> stage.coordinator().connectedProcesses() == 2);
            holder.go(2);
            assertEquals("not told of 0", next.said(), "a waiter never held it");
            assertEquals("not told of 0", holder.said());
        }
    }

    @Test
    void stoppedWaiterGetsTheLockInItsTurnAndKeepsItUntilItContinues() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor holder = stage.atFirstStep(Part.HOLD_LOCK);
            Actor stopped = stage.atFirstStep(Part.LOCK_ONCE);
            eventually("it waits", () -> hasWaiters(stage.shared().lock()));
            stopped.stop();
            holder.go(2);
            assertEquals("not told of 0", holder.said());
            stays("the lock of the stopped one", () -> stage.shared().lock().isLocked());
            assertEquals(Optional.empty(), stage.shared().lock().tryLock(Duration.ofMillis(20)));
            stopped.resume();
            assertEquals("not told of 0", stopped.said());
            stage.lock().close();
        }
    }

    @Test
    void killedOwnerFailsWhoHoldsAndWhoWaits() throws Exception {
        try (Stage stage = Stage.ofAnotherOwner()) {
            ProcessLock.Hold hold = stage.lock();
            Actor waiter = stage.atFirstStep(Part.LOCK_ONCE);
            eventually("it waits", () -> hasWaiters(stage.shared().lock()));
            stage.killOwner();
            assertEquals("owner gone", waiter.said());
            eventually("its end is seen", () -> Asking.nothingWorks(stage.shared()));
            hold.close();
            assertThrows(OwnerGoneException.class, () -> stage.shared().lock().lock());
            assertThrows(OwnerGoneException.class, () -> stage.shared().lock().tryLock(Stage.LONG));
        }
    }

    @Test
    void stoppedOwnerHoldsUpOnlyThoseWhoHaveToWait() throws Exception {
        try (Stage stage = Stage.ofAnotherOwner()) {
            ProcessLock lock = stage.shared().lock();
            stage.lock().close();
            stage.stopOwner();
            for (int i = 0; i < 100; i++) {
                lock.lock().close();
            }
            ProcessLock.Hold hold = lock.lock();
            CompletableFuture<Optional<ProcessLock.Hold>> waiting = inThread(() -> lock.tryLock(Duration.ofMillis(10)));
            stays("the wait, beyond its timeout,", () -> !waiting.isDone());
            stage.continueOwner();
            assertEquals(Optional.empty(), get(waiting));
            hold.close();
            stage.lock().close();
        }
    }

    @Test
    void killsAtRandomMomentsNeitherLoseTheLockNorHideABrokenPair() throws Exception {
        Random moments = Stage.moments("LockDeathsTest");
        try (Stage stage = Stage.open()) {
            List<Actor> survivors = stage.play(Part.CHANGE_PAIR, 2);
            for (int round = 0; round < 4; round++) {
                stage.killAtRandom(moments, stage.play(Part.CHANGE_PAIR, 4), () -> {
                    stage.lock().close();
                    for (Actor survivor : survivors) {
                        long before = survivor.step().get();
                        eventually("a survivor continues", () -> survivor.step().get() > before);
                    }
                    return true;
                });
            }
            for (Actor survivor : survivors) {
                assertTrue(survivor.isWaiting(), survivor::toString);
            }
            try (ProcessLock.Hold hold = stage.lock()) {
                System.out.println("of 16 processes killed, " + hold.deaths() + " held the lock, and "
                        + stage.shared().number().get() + " left a pair broken");
                assertTrue(hold.deaths() <= 16);
            }
        }
    }
}
