package org.concurrencybench.process.coordination;

import static org.concurrencybench.process.coordination.Stage.eventually;
import static org.concurrencybench.process.coordination.Stage.get;
import static org.concurrencybench.process.coordination.Stage.inThread;
import static org.concurrencybench.process.coordination.Stage.stays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.concurrencybench.process.api.WorkerFunction;
import org.concurrencybench.process.coordination.Stage.Actor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What breaks in Python's multiprocessing by its open issues works here. The scripts in {@code src/test/python}
 * re-enact each issue there.
 */
@Timeout(300)
@Tag("slow")
class PythonIssuesTest {
    private static final int LARGE = 4 << 20;

    /** github.com/python/cpython/issues/75158: notify waits for the dead waiter, and holds the lock meanwhile. */
    @Test
    void issue75158ConditionWhoseWaiterWasKilledStillWakesTheOthers() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor killed = stage.atFirstStep(Part.AWAIT_SIGNAL);
            stage.lock().close();
            Actor other = stage.atFirstStep(Part.AWAIT_SIGNAL);
            stage.lock().close();
            killed.kill();
            try (ProcessLock.Hold hold = stage.lock()) {
                stage.shared().condition().signalAll(hold);
            }
            assertTrue(other.said().startsWith("not told"));
            stage.lock().close();
        }
    }

    /** github.com/python/cpython/issues/87971: the dead reader keeps the lock of the queue's pipe. */
    @Test
    void issue87971QueueWhoseReaderWasKilledWhileItWaitedServesTheOthers() throws Exception {
        try (Stage stage = Stage.open()) {
            Actor killed = stage.atFirstStep(Part.TAKE_ONE);
            stays("the wait", killed::isWaiting);
            killed.kill();
            Actor other = stage.atFirstStep(Part.TAKE_ONE);
            eventually("the end is seen", () -> stage.coordinator().connectedProcesses() == 1);
            stage.shared().queue().put("item");
            assertEquals("item", other.said());
        }
    }

    /** github.com/python/cpython/issues/88304: a lock whose holder was killed is locked for ever. */
    @Test
    void issue88304LockWhoseHolderWasKilledIsFreeAgain() throws Exception {
        try (Stage stage = Stage.open()) {
            stage.atFirstStep(Part.HOLD_LOCK).kill();
            try (ProcessLock.Hold hold = stage.lock()) {
                assertTrue(hold.previousHolderDied());
            }
        }
    }

    /** github.com/python/cpython/issues/123899: the others hang at the barrier in spite of their timeouts. */
    @Test
    void issue123899BarrierWhosePartyWasKilledHoldsNobodyBeyondTheTimeout() throws Exception {
        try (Stage stage = Stage.open()) {
            ProcessBarrier barrier = stage.coordinator().newBarrier(3);
            Actor killed = stage.play(Part.ARRIVE, stage.shared().with(barrier));
            eventually("it has arrived", () -> barrier.waiting() == 1);
            CompletableFuture<Integer> waiting = inThread(() -> barrier.await(Stage.LONG));
            eventually("the other one waits", () -> barrier.waiting() == 2);
            killed.kill();
            ExecutionException broken = assertThrows(ExecutionException.class, () -> get(waiting));
            assertEquals(
                    "the barrier is broken: process " + killed.pid() + " has ended",
                    broken.getCause().getMessage(),
                    "at once, not at the timeout");
            barrier.reset();
            assertThrows(TimeoutException.class, () -> barrier.await(Duration.ofMillis(100)), "the timeout holds, too");
        }
    }

    /** github.com/python/cpython/issues/106691: {@code value += 1} reads and writes; updates between are lost. */
    @Test
    void issue106691AddingToANumberFromSeveralProcessesLosesNothing() throws Exception {
        try (Stage stage = Stage.open()) {
            int processes = 3;
            List<Actor> adding = stage.play(Part.ADD_MANY, processes);
            for (Actor actor : adding) {
                actor.awaitStep(1);
            }
            adding.forEach(actor -> actor.go(2));
            for (Actor actor : adding) {
                assertEquals("added", actor.said());
            }
            assertEquals((long) processes * Part.MANY, stage.shared().number().get());
        }
    }

    /** github.com/python/cpython/issues/73983: joining a process that has put more than a pipe holds waits for ever. */
    @Test
    void issue73983ProcessThatHasPutMuchEndsBeforeAnythingIsTaken() throws Exception {
        try (Stage stage = Stage.open()) {
            ProcessQueue<byte[]> queue = stage.coordinator().newQueue(byte[].class, 1000);
            try (var putter = LockTest.process(PutMuch.class, new Much(queue, 300, 10_000))) {
                assertEquals(3_000_000L, get(putter.result()));
                putter.join();
                assertEquals(300, queue.size());
            }
            for (int i = 0; i < 300; i++) {
                assertEquals(10_000, queue.take().length);
            }
        }
    }

    /** github.com/python/cpython/issues/91594: large items hang the process that put them, or are lost with it. */
    @Test
    void issue91594LargeItemsOutliveTheProcessThatPutThem() throws Exception {
        try (Stage stage = Stage.open()) {
            ProcessQueue<byte[]> queue = stage.coordinator().newQueue(byte[].class, 1000);
            try (var putter = LockTest.process(PutMuch.class, new Much(queue, 4, LARGE))) {
                assertEquals(4L * LARGE, get(putter.result()));
                putter.join();
            }
            for (int i = 0; i < 4; i++) {
                byte[] item = queue.take();
                assertEquals(LARGE, item.length);
                assertEquals((byte) i, item[LARGE - 1]);
            }
        }
    }

    /** github.com/python/cpython/issues/82300: the first process that attaches and ends unlinks it under the others. */
    @Test
    void issue82300SharedMemoryOutlivesThoseWhoAttachToIt() throws Exception {
        try (Stage stage = Stage.open()) {
            ByteBuffer memory = stage.shared().memory().buffer();
            for (int i = 0; i < 2; i++) {
                Actor attached = stage.atFirstStep(Part.WRITE_MEMORY_ONCE);
                memory.putLong(128, 0);
                attached.go(2);
                assertEquals("wrote 77", attached.said());
                attached.process().join();
                assertEquals(77, memory.getLong(128));
                assertTrue(Files.exists(Path.of(stage.shared().memory().file())));
            }
        }
    }

    /** A queue, and how many items of how many bytes to put. */
    record Much(ProcessQueue<byte[]> queue, int items, int bytes) {}

    /** Puts items that end with their number. Returns how many bytes that were. */
    static final class PutMuch implements WorkerFunction<Much, Long> {
        @Override
        public Long run(Much much) throws Exception {
            for (int i = 0; i < much.items(); i++) {
                byte[] item = new byte[much.bytes()];
                item[item.length - 1] = (byte) i;
                much.queue().put(item);
            }
            return (long) much.items() * much.bytes();
        }
    }

    @Test
    void eachIssueHasItsScript() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("src", "test", "python"))) {
            List<String> issues = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("issue_\\d+_.*\\.py"))
                    .map(name -> name.split("_")[1])
                    .sorted()
                    .toList();
            assertEquals(
                    Arrays.stream(PythonIssuesTest.class.getDeclaredMethods())
                            .map(Method::getName)
                            .filter(name -> name.startsWith("issue"))
                            .map(name -> name.replaceAll("\\D+", ""))
                            .sorted()
                            .toList(),
                    issues);
        }
    }
}
