package org.concurrencybench.process.coordination;

import static org.concurrencybench.process.coordination.Stage.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.concurrencybench.process.coordination.Stage.Actor;
import org.concurrencybench.process.fixtures.Sweep;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of shared memory when a process that has mapped or owns it is killed or stopped. */
@Timeout(300)
@Tag("slow")
class SharedMemoryDeathsTest {
    @Test
    void killedProcessLeavesTheMemoryToTheOthers() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor first = stage.play(Part.WRITE_MEMORY);
            first.awaitStep(1);
            first.kill();
            ByteBuffer memory = stage.shared().memory().buffer();
            assertEquals(first.pid(), memory.getLong(64));
            assertTrue(memory.getLong(0) >= first.step().get());
            assertTrue(Files.exists(Path.of(stage.shared().memory().file())));
            Actor second = stage.play(Part.WRITE_MEMORY);
            second.awaitStep(1);
            eventually("it writes to the same memory", () -> memory.getLong(64) == second.pid());
        }
    }

    @Test
    void stoppedProcessHoldsUpNobody() throws Exception {
        try (Stage stage = Stage.open()) {
            ByteBuffer memory = stage.shared().memory().buffer();
            Actor stopped = stage.atFirstStep(Part.WRITE_MEMORY_ONCE);
            stopped.stop();
            stopped.go(2);
            memory.putLong(128, 5);
            assertEquals(5, memory.getLong(128));
            stopped.resume();
            assertEquals("wrote 77", stopped.said());
            assertEquals(77, memory.getLong(128));
        }
    }

    @Test
    void killedOwnersMemoryStaysWithThoseWhoHaveIt() throws Exception {
        try (Stage stage = Stage.ofAnotherOwner()) {
            SharedMemory shared = stage.shared().memory();
            ByteBuffer memory = shared.buffer();
            Actor other = stage.atFirstStep(Part.WRITE_MEMORY_ONCE);
            stage.killOwner();
            Sweep.removes(List.of(Path.of(shared.file())));
            other.go(2);
            assertEquals("wrote 77", other.said());
            assertEquals(77, memory.getLong(128));
            Actor newcomer = stage.play(Part.WRITE_MEMORY_ONCE);
            ExecutionException gone = assertThrows(ExecutionException.class, newcomer::said);
            assertTrue(gone.toString().contains("is gone"), gone::toString);
        }
    }

    @Test
    void stoppedOwnerHoldsUpNobodyNotEvenWhoMapsIt() throws Exception {
        try (Stage stage = Stage.ofAnotherOwner()) {
            stage.stopOwner();
            ByteBuffer memory = stage.shared().memory().buffer();
            Actor other = stage.atFirstStep(Part.WRITE_MEMORY_ONCE);
            other.go(2);
            assertEquals("wrote 77", other.said());
            assertEquals(77, memory.getLong(128));
            stage.continueOwner();
        }
    }

    @Test
    void killsAtRandomMomentsLeaveEveryWriteOfALongWhole() throws Exception {
        Random moments = Stage.moments("SharedMemoryDeathsTest");
        try (Stage stage = Stage.open()) {
            ByteBuffer memory = stage.shared().memory().buffer();
            List<Actor> all = stage.play(Part.WRITE_MEMORY, 8);
            stage.killAtRandom(moments, all, () -> {
                long written = memory.getLong(64);
                return all.stream().anyMatch(actor -> actor.pid() == written);
            });
            long counted = 0;
            for (Actor actor : all) {
                counted += actor.step().get();
            }
            long uncounted = memory.getLong(0) - counted;
            assertTrue(uncounted >= 0 && uncounted <= all.size(), counted + " counted, " + memory.getLong(0));
        }
    }
}
