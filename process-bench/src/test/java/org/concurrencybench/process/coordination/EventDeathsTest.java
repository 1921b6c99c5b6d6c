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
import org.concurrencybench.process.internal.broker.EventWord;
import org.concurrencybench.process.internal.broker.Op;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of an event when a process that sets it, waits for it or owns it is killed or stopped. */
@Timeout(300)
@Tag("slow")
@ExtendWith(OverSockets.class)
class EventDeathsTest {
    private static boolean hasWaiters(ProcessEvent event) throws OwnerGoneException {
        return EventWord.hasWaiters(
                event.handle().port().words().get(event.handle().slot()));
    }

    private static Actor waiting(Stage stage) throws Exception {
        Actor waiter = stage.atFirstStep(Part.WAIT_FOR_EVENT);
        eventually("it waits", () -> hasWaiters(stage.shared().event()));
        return waiter;
    }

    /** It has set the event, and has woken nobody. */
    private static Actor half(Stage stage) throws Exception {
        Actor setter = stage.atFirstStep(Part.SET_HALF);
        setter.go(2);
        setter.awaitStep(3);
        return setter;
    }

    @Test
    void eventThatAKilledProcessHasSetStaysSet() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor waiter = waiting(stage);
            Actor setter = stage.atFirstStep(Part.SET_EVENT);
            setter.kill();
            eventually("its end is seen", () -> stage.coordinator().connectedProcesses() <= 1);
            assertEquals("set", waiter.said());
            assertTrue(stage.shared().event().isSet());
        }
    }

    @Test
    void setterThatIsKilledInTheMiddleHasSetTheEventForAllWhoWaited() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor waiter = waiting(stage);
            Actor setter = half(stage);
            assertTrue(stage.shared().event().isSet());
            stays("the wait", waiter::isWaiting);
            stage.shared().event().clear();
            setter.kill();
            assertEquals("set", waiter.said(), "it was set while it waited");
            assertFalse(stage.shared().event().isSet());
        }
    }

    @Test
    void setterThatIsStoppedInTheMiddleDelaysThoseWhoWaitedButNotTheirTimeouts() throws Exception {
        try (Stage stage = Stage.open()) {
            ProcessEvent event = stage.shared().event();
            Actor waiter = waiting(stage);
            Actor setter = stage.atFirstStep(Part.SET_HALF);
            CompletableFuture<Boolean> limited = inThread(() -> event.await(Duration.ofSeconds(3)));
            Thread.sleep(20); // the thread waits by now, or finds it set, which is right as well
            setter.go(2);
            setter.awaitStep(3);
            setter.stop();
            setter.go(4);
            stays("the wait", waiter::isWaiting);
            event.await();
            assertTrue(get(limited), "it was set in time");
            setter.resume();
            assertEquals("set", waiter.said());
        }
    }

    @Test
    void killedWaiterIsForgottenAndTheOthersAreWoken() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor killed = waiting(stage);
            Actor other = stage.atFirstStep(Part.WAIT_FOR_EVENT);
            killed.kill();
            eventually("its end is seen", () -> stage.coordinator().connectedProcesses() == 1);
            stage.shared().event().set();
            assertEquals("set", other.said());
        }
    }

    @Test
    void stoppedWaiterIsWokenByWhatWasSetMeanwhile() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor stopped = waiting(stage);
            stopped.stop();
            stage.shared().event().set();
            stage.shared().event().clear();
            assertTrue(stopped.isWaiting());
            stopped.resume();
            assertEquals("set", stopped.said());
        }
    }

    @Test
    void eventThatIsSetAndClearedWakesNobodyWhoComesLater() throws Exception {
        try (Stage stage = Stage.open()) {
            ProcessEvent event = stage.shared().event();
            Actor setter = half(stage);
            event.clear();
            CompletableFuture<Boolean> later = inThread(() -> event.await(Duration.ofSeconds(2)));
            eventually("it waits", () -> hasWaiters(event));
            event.handle().tell(Op.EVENT_WAKE, 0); // the notice of the setting before, late
            setter.kill();
            assertFalse(get(later), "it was set before");
        }
    }

    @Test
    void killedOwnerFailsWhoWaits() throws Exception {
        try (Stage stage = Stage.ofAnotherOwner()) {
            Actor waiter = waiting(stage);
            stage.killOwner();
            assertEquals("owner gone", waiter.said());
            assertThrows(OwnerGoneException.class, () -> stage.shared().event().await());
        }
    }

    @Test
    void stoppedOwnerHoldsUpOnlyThoseWhoHaveToWait() throws Exception {
        try (Stage stage = Stage.ofAnotherOwner()) {
            Actor waiter = waiting(stage);
            stage.stopOwner();
            stage.shared().event().set();
            stage.shared().event().await();
            stays("the wait", waiter::isWaiting);
            stage.continueOwner();
            assertEquals("set", waiter.said());
        }
    }

    @Test
    void killsOfSettersAtRandomMomentsLeaveNobodyWaitingForAnEventThatWasSet() throws Exception {
        Random moments = Stage.moments("EventDeathsTest");
        try (Stage stage = Stage.open()) {
            Actor follower = stage.play(Part.FOLLOW_EVENT);
            for (int round = 0; round < 4; round++) {
                stage.killAtRandom(moments, stage.play(Part.CHURN_EVENT, 4), () -> {
                    stage.shared().event().set();
                    long before = follower.step().get();
                    eventually("it is woken", () -> follower.step().get() > before);
                    stage.shared().event().clear(); // it would run without a pause
                    return true;
                });
            }
            assertTrue(follower.isWaiting());
        }
    }
}
