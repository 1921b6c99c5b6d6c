package org.concurrencybench.process.coordination;

import static org.concurrencybench.process.coordination.Stage.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.concurrencybench.process.coordination.Stage.Actor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a shared number when a process that changes or owns it is killed or stopped. */
@Timeout(300)
@Tag("slow")
class SharedLongDeathsTest {
    @Test
    void stoppedProcessHoldsUpNobodyAndItsChangeCountsWhenItContinues() throws Exception {
        try (Stage stage = Stage.open()) {
            SharedLong number = stage.shared().number();
            Actor stopped = stage.atFirstStep(Part.ADD_ONCE);
            stopped.stop();
            stopped.go(2);
            assertEquals(1, number.incrementAndGet());
            stopped.resume();
            assertEquals("now 2", stopped.said());
            assertEquals(2, number.get());
        }
    }

    @Test
    void killedProcessLeavesTheNumberAsItWas() throws Exception {
        try (Stage stage = Stage.open()) {
            SharedLong number = stage.shared().number();
            number.set(41);
            stage.atFirstStep(Part.ADD_ONCE).kill();
            assertEquals(42, number.incrementAndGet());
        }
    }

    @Test
    void killedOwnerFailsEveryOperation() throws Exception {
        try (Stage stage = Stage.ofAnotherOwner()) {
            Actor other = stage.atFirstStep(Part.TRY_EVERYTHING);
            assertEquals(0, stage.shared().number().get());
            stage.killOwner();
            eventually("its end is seen", () -> Asking.nothingWorks(stage.shared()));
            assertThrows(OwnerGoneException.class, () -> stage.shared().number().incrementAndGet());
            other.go(2);
            assertEquals("0, and nothing works", other.said());
        }
    }

    @Test
    void stoppedOwnerHoldsUpNobody() throws Exception {
        try (Stage stage = Stage.ofAnotherOwner()) {
            SharedLong number = stage.shared().number();
            Actor adding = stage.play(Part.ADD);
            adding.awaitStep(1);
            assertTrue(number.get() > 0);
            stage.stopOwner();
            long before = number.incrementAndGet();
            eventually("the others add on", () -> number.get() > before + 100);
            stage.continueOwner();
        }
    }

    @Test
    void killsAtRandomMomentsLeaveEveryAdditionWholeOrUndone() throws Exception {
        Random moments = Stage.moments("SharedLongDeathsTest");
        try (Stage stage = Stage.open()) {
            SharedLong number = stage.shared().number();
            List<Actor> all = stage.play(Part.ADD, 8);
            AtomicInteger killed = new AtomicInteger();
            stage.killAtRandom(moments, all, () -> number.get() >= killed.incrementAndGet());
            long counted = 0;
            for (Actor actor : all) {
                counted += actor.step().get();
            }
            long uncounted = number.get() - counted;
            assertTrue(uncounted >= 0 && uncounted <= all.size(), counted + " counted, " + number.get() + " there");
        }
    }
}
