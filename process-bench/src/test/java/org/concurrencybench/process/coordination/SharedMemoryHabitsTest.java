package org.concurrencybench.process.coordination;

import static org.concurrencybench.process.coordination.LockTest.process;
import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.core.codec.Codecs;
import org.concurrencybench.process.fixtures.Habits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Python's tests of shared memory and managed values ask for, as far as no other test shows it. */
@Timeout(120)
class SharedMemoryHabitsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private Coordinator coordinator;

    @BeforeEach
    void start() throws Exception {
        coordinator = Coordinator.start();
    }

    @AfterEach
    void end() throws Exception {
        coordinator.close();
    }

    @Test
    void memoryIsZeroedOfExactlyItsSizeAndTheSameInEveryView() throws Exception {
        SharedMemory memory = coordinator.newMemory(512);
        ByteBuffer bytes = memory.buffer();
        assertEquals(512, bytes.capacity());
        for (int i = 0; i < 512; i++) {
            assertEquals(0, bytes.get(i));
        }
        bytes.put(0, new byte[] {1, 2, 3});
        ByteBuffer again = memory.buffer();
        assertEquals(3, again.get(2));
        again.put(511, (byte) 9);
        assertEquals(9, bytes.get(511));
        assertThrows(IndexOutOfBoundsException.class, () -> bytes.get(512));
    }

    @Test
    void memoryOfNoOrTooManyBytesIsRefused() {
        for (int bytes : new int[] {0, -1, Integer.MIN_VALUE}) {
            var refused = assertThrows(IllegalArgumentException.class, () -> coordinator.newMemory(bytes));
            assertTrue(refused.getMessage().contains("bytes must be from 1"), refused.getMessage());
        }
    }

    @Test
    void eachMemoryHasAFileOfItsOwn() throws Exception {
        SharedMemory one = coordinator.newMemory(10);
        SharedMemory two = coordinator.newMemory(10);
        assertNotEquals(one.file(), two.file());
        one.buffer().put(0, (byte) 1);
        assertEquals(0, two.buffer().get(0));
    }

    @Test
    void handlesKeepTheirMeaningWhenTheyAreEncoded() throws Exception {
        SharedMemory memory = coordinator.newMemory(10);
        memory.buffer().put(3, (byte) 33);
        Codec<SharedMemory> memories = Codecs.of(SharedMemory.class);
        assertEquals(33, memories.decode(memories.encode(memory)).buffer().get(3));
        SharedLong number = coordinator.newLong(5);
        Codec<SharedLong> numbers = Codecs.of(SharedLong.class);
        assertEquals(5, numbers.decode(numbers.encode(number)).get());
    }

    @Test
    void endOfAnAttacherLeavesTheMemoryToTheOthers() throws Exception {
        SharedMemory memory = coordinator.newMemory(100);
        ProcessEvent attached = coordinator.newEvent();
        try (var killed = process(Habits.Attach.class, new Habits.Attaching(memory, attached, true))) {
            assertTrue(attached.await(LONG));
            killed.kill();
            killed.join();
        }
        try (var ended = process(Habits.Attach.class, new Habits.Attaching(memory, attached, false))) {
            assertEquals(100, get(ended.result()));
            ended.join();
        }
        assertTrue(Files.exists(Path.of(memory.file())));
        assertEquals(2, memory.buffer().get(0), "both have changed it");
    }

    @Test
    void filesGoWithTheirCoordinatorAndWhoHasMappedThemKeepsThem() throws Exception {
        SharedMemory memory = coordinator.newMemory(100);
        ByteBuffer mapped = memory.buffer();
        mapped.put(0, (byte) 7);
        coordinator.close();
        assertFalse(Files.exists(Path.of(memory.file())));
        assertEquals(7, mapped.get(0));
    }

    @Test
    void memoryOfAKilledOwnerIsSweptAtTheNextStart() throws Exception {
        ProcessQueue<String> files = coordinator.newQueue(String.class, 1);
        Path file;
        try (var owner = process(Habits.Own.class, files)) {
            file = Path.of(files.take());
            assertTrue(Files.exists(file));
            Coordinator.start().close();
            assertTrue(Files.exists(file), "its owner lives");
            owner.kill();
            owner.join();
        }
        Coordinator.start().close();
        assertFalse(Files.exists(file), file.toString());
        assertFalse(Files.exists(file.getParent()), file.toString());
    }

    @Test
    void numbersHoldEveryValueAndLoseNoUpdate() throws Exception {
        SharedLong number = coordinator.newLong(Long.MIN_VALUE);
        assertEquals(Long.MIN_VALUE, number.get());
        number.set(-1);
        assertEquals(-1, number.getAndAdd(5));
        assertEquals(4, number.get());
        assertTrue(number.compareAndSet(4, 40));
        assertFalse(number.compareAndSet(4, 50));
        assertEquals(80, number.updateAndGet(value -> 2 * value));
        assertEquals(81, number.incrementAndGet());
    }

    record Point(int x, List<String> labels) {}

    /** A value of a map is a copy: what is inside is changed by putting it anew, in one step. */
    @Test
    void valuesInsideMapsAreChangedByTheMap() throws Exception {
        SharedMap<String, Point> points = coordinator.newMap(String.class, Point.class);
        points.put("a", new Point(1, List.of("first")));
        points.compute("a", (key, point) -> new Point(point.x() + 1, List.of("second", key)));
        assertEquals(Optional.of(new Point(2, List.of("second", "a"))), points.get("a"));
        assertEquals(List.of("a"), points.keyList());
        assertTrue(points.containsKey("a"));
        assertEquals(1, points.size());
        assertEquals(Optional.of(new Point(2, List.of("second", "a"))), points.remove("a"));
        assertEquals(Optional.empty(), points.remove("a"));
    }

    @Test
    void handlesOfOneKindTravelInsideAnother() throws Exception {
        SharedMap<String, SharedLong> numbers = coordinator.newMap(String.class, SharedLong.class);
        numbers.put("n", coordinator.newLong(1));
        numbers.get("n").orElseThrow().incrementAndGet();
        assertEquals(2, numbers.get("n").orElseThrow().get());
    }

    /** Start, use and end again and again, as a program that is started anew; nothing of the last one is in the way. */
    @Test
    void coordinatorsStartOneAfterAnother() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (Coordinator next = Coordinator.start()) {
                ProcessQueue<Integer> queue = next.newQueue(Integer.class, 1);
                queue.put(i);
                assertEquals(i, queue.take());
            }
        }
        coordinator.close();
        coordinator.close();
        assertThrows(IllegalStateException.class, coordinator::newLock);
        assertThrows(IOException.class, () -> coordinator.newMemory(1));
    }
}
