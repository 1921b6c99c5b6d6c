package org.concurrencybench.process.coordination;

import static org.concurrencybench.process.coordination.Stage.eventually;
import static org.concurrencybench.process.coordination.Stage.get;
import static org.concurrencybench.process.coordination.Stage.inThread;
import static org.concurrencybench.process.coordination.Stage.stays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.concurrencybench.process.coordination.Stage.Actor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of a shared map when a process that changes or owns it is killed or stopped. */
@Timeout(300)
@Tag("slow")
@ExtendWith(OverSockets.class)
class SharedMapDeathsTest {
    @Test
    void processThatIsKilledWhileItComputesHasChangedNothing() throws Exception {
        try (Stage stage = Stage.open()) {
            SharedMap<String, Long> map = stage.shared().map();
            map.put("count", 5L);
            stage.atFirstStep(Part.COMPUTE).kill();
            assertEquals(Optional.of(5L), map.get("count"));
            assertEquals(Optional.of(6L), map.merge("count", 1L, Long::sum));
        }
    }

    @Test
    void processThatIsStoppedWhileItComputesHoldsUpNobodyAndLosesNoChange() throws Exception {
        try (Stage stage = Stage.open()) {
            SharedMap<String, Long> map = stage.shared().map();
            Actor stopped = stage.atFirstStep(Part.COMPUTE);
            stopped.stop();
            map.merge("count", 10L, Long::sum);
            stopped.go(2);
            stopped.resume();
            assertEquals("computed 11", stopped.said());
            assertEquals(Optional.of(11L), map.get("count"));
        }
    }

    @Test
    void killedOwnerFailsEveryOperation() throws Exception {
        try (Stage stage = Stage.ofAnotherOwner()) {
            SharedMap<String, Long> map = stage.shared().map();
            map.put("count", 5L);
            Actor computing = stage.atFirstStep(Part.COMPUTE);
            stage.killOwner();
            computing.go(2);
            assertEquals("owner gone", computing.said());
            assertThrows(OwnerGoneException.class, () -> map.get("count"));
        }
    }

    @Test
    void stoppedOwnerHoldsUpEverybodyUntilItContinues() throws Exception {
        try (Stage stage = Stage.ofAnotherOwner()) {
            SharedMap<String, Long> map = stage.shared().map();
            map.put("count", 5L);
            stage.stopOwner();
            CompletableFuture<Optional<Long>> value = inThread(() -> map.get("count"));
            stays("the wait", () -> !value.isDone());
            stage.continueOwner();
            assertEquals(Optional.of(5L), get(value));
        }
    }

    @Test
    void killsAtRandomMomentsLeaveEveryChangeWholeOrUndone() throws Exception {
        Random moments = Stage.moments("SharedMapDeathsTest");
        try (Stage stage = Stage.open()) {
            SharedMap<String, Long> map = stage.shared().map();
            List<Actor> all = stage.play(Part.MERGE, 8);
            stage.killAtRandom(
                    moments, all, () -> map.merge("count", 0L, Long::sum).orElseThrow() > 0);
            eventually("all ends are seen", () -> stage.coordinator().connectedProcesses() == 0);
            long counted = 0;
            for (Actor actor : all) {
                counted += actor.step().get();
            }
            long uncounted = map.get("count").orElseThrow() - counted;
            assertTrue(uncounted >= 0 && uncounted <= all.size(), counted + " counted, " + map.get("count"));
        }
    }
}
