package org.concurrencybench.process.coordination;

import static org.concurrencybench.process.coordination.Stage.eventually;
import static org.concurrencybench.process.coordination.Stage.stays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.concurrencybench.process.coordination.Stage.Actor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of a condition when a process that waits, signals or owns it is killed or stopped. */
@Timeout(300)
@Tag("slow")
@ExtendWith(OverSockets.class)
class ConditionDeathsTest {
    /** Waits for a signal by now: it has given the lock back. */
    private static Actor waiting(Stage stage) throws Exception {
        Actor waiter = stage.atFirstStep(Part.AWAIT_SIGNAL);
        stage.lock().close();
        return waiter;
    }

    @Test
    void killedWaiterHoldsUpNeitherTheSignallerNorTheNextWaiter() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor killed = waiting(stage);
            Actor next = waiting(stage);
            killed.kill();
            eventually("its end is seen", () -> stage.coordinator().connectedProcesses() == 1);
            try (ProcessLock.Hold hold = stage.lock()) {
                stage.shared().condition().signal(hold);
            }
            assertEquals("not told of 0", next.said());
        }
    }

    @Test
    void signalOfAWaiterThatIsKilledBeforeItsTurnGoesToTheNext() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor killed = waiting(stage);
            Actor next = waiting(stage);
            try (ProcessLock.Hold hold = stage.lock()) {
                stage.shared().condition().signal(hold);
                killed.kill();
                eventually("its end is seen", () -> stage.coordinator().connectedProcesses() == 1);
                assertTrue(next.isWaiting());
            }
            assertEquals("not told of 0", next.said());
        }
    }

    @Test
    void stoppedWaiterHoldsUpTheSignallerInNothing() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor stopped = waiting(stage);
            Actor other = waiting(stage);
            stopped.stop();
            try (ProcessLock.Hold hold = stage.lock()) {
                stage.shared().condition().signalAll(hold);
            }
            stays(
                    "the lock, whose turn is the stopped one's,",
                    () -> stage.shared().lock().isLocked());
            assertTrue(other.isWaiting());
            stopped.resume();
            assertEquals("not told of 0", stopped.said());
            assertEquals("not told of 0", other.said());
        }
    }

    @Test
    void deathOfAHolderWakesAllWaitersAndTellsThem() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor first = waiting(stage);
            Actor second = waiting(stage);
            Actor holder = stage.atFirstStep(Part.HOLD_LOCK);
            holder.kill();
            assertEquals("told of 1", first.said());
            assertEquals("told of 1", second.said());
        }
    }

    @Test
    void deathOfAHolderWakesNoneOfItsOwnWaiters() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor both = stage.atFirstStep(Part.AWAIT_AND_HOLD);
            both.awaitStep(2);
            both.kill();
            try (ProcessLock.Hold hold = stage.lock()) {
                assertEquals("told of 1", Part.told(hold), "and the dead one's own waiter never got it");
            }
        }
    }

    @Test
    void signalOfAProcessThatIsKilledAfterwardsArrives() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor waiter = waiting(stage);
            Actor signaller = stage.atFirstStep(Part.SIGNAL_AND_HANG);
            signaller.kill();
            assertEquals("not told of 0", waiter.said());
        }
    }

    @Test
    void noSignalOfAnotherProcessIsLostBetweenItsSignalAndItsRelease() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor even = stage.play(Part.EVEN_TURNS);
            Actor odd = stage.play(Part.ODD_TURNS);
            assertEquals(Part.TURNS + " turns", even.said());
            assertEquals(Part.TURNS + " turns", odd.said());
        }
    }

    @Test
    void stoppedSignallerIsAStoppedHolder() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor waiter = waiting(stage);
            Actor signaller = stage.atFirstStep(Part.SIGNAL_HOLDING);
            signaller.stop();
            signaller.go(2);
            stays("the wait", waiter::isWaiting);
            signaller.resume();
            assertEquals("not told of 0", waiter.said());
        }
    }

    @Test
    void killedOwnerFailsWhoWaits() throws Exception {
        try (Stage stage = Stage.ofAnotherOwner()) {
            Actor waiter = waiting(stage);
            stage.killOwner();
            assertEquals("owner gone", waiter.said());
        }
    }

    @Test
    void stoppedOwnerWakesNobodyUntilItContinues() throws Exception {
        try (Stage stage = Stage.ofAnotherOwner()) {
            Actor waiter = waiting(stage);
            ProcessLock.Hold hold = stage.lock();
            stage.stopOwner();
            stage.shared().condition().signal(hold);
            hold.close();
            stays("the wait", waiter::isWaiting);
            stage.continueOwner();
            assertEquals("not told of 0", waiter.said());
        }
    }

    @Test
    void killsAtRandomMomentsStopNoneOfTheOthers() throws Exception {
        Random moments = Stage.moments("ConditionDeathsTest");
        try (Stage stage = Stage.open()) {
            List<Actor> survivors = stage.play(Part.CHURN_CONDITION, 2);
            for (int round = 0; round < 4; round++) {
                stage.killAtRandom(moments, stage.play(Part.CHURN_CONDITION, 4), () -> {
                    for (Actor survivor : survivors) {
                        long before = survivor.step().get();
                        eventually("a survivor continues", () -> survivor.step().get() > before);
                    }
                    return true;
                });
            }
            try (ProcessLock.Hold hold = stage.lock()) {
                System.out.println("of 16 processes killed, " + hold.deaths() + " held the condition's lock");
            }
        }
    }
}
