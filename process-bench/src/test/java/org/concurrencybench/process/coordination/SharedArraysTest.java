package org.concurrencybench.process.coordination;

import static org.concurrencybench.process.coordination.LockTest.process;
import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.LongBuffer;
import org.concurrencybench.process.fixtures.Sharers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Arrays in shared memory. */
@Timeout(120)
class SharedArraysTest {
    @Test
    void noAdditionOfTwoProcessesIsLost() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            Sharers.Arrays arrays = new Sharers.Arrays(
                    coordinator.newLongArray(3), coordinator.newIntArray(3), coordinator.newDoubleArray(3), 20_000);
            try (var other = process(Sharers.AddToArrays.class, arrays)) {
                assertTrue(new Sharers.AddToArrays().run(arrays) >= 40_000);
                assertTrue(get(other.result()) >= 40_000);
            }
            assertArrayEquals(new long[] {0, 80_000, 40_000}, arrays.longs().toArray());
            assertArrayEquals(new int[] {0, 40_000, 0}, arrays.ints().toArray());
            assertArrayEquals(new double[] {0, 20_000, 0}, arrays.doubles().toArray());
        }
    }

    @Test
    void operationsDoAsTheirNamesSay() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            SharedLongArray longs = coordinator.newLongArray(4);
            longs.fill(3);
            assertEquals(3, longs.getAndSet(1, 10));
            assertEquals(10, longs.getAndAdd(1, 5));
            assertEquals(16, longs.incrementAndGet(1));
            assertFalse(longs.compareAndSet(1, 15, 1));
            assertTrue(longs.compareAndSet(1, 16, 1));
            assertEquals(1, longs.getAndUpdate(1, value -> value * 8));
            assertEquals(6, longs.accumulateAndGet(1, 2, (value, x) -> value - x));
            assertArrayEquals(new long[] {3, 6, 3, 3}, longs.toArray());

            SharedIntArray ints = coordinator.newIntArray(2);
            ints.set(0, Integer.MIN_VALUE);
            assertEquals(Integer.MAX_VALUE, ints.addAndGet(0, -1));
            assertEquals(0, ints.get(1));

            SharedDoubleArray doubles = coordinator.newDoubleArray(2);
            doubles.set(1, 0.25);
            assertEquals(0.25, doubles.getAndAdd(1, 0.5));
            assertTrue(doubles.compareAndSet(1, 0.75, Double.NaN));
            assertTrue(doubles.compareAndSet(1, Double.NaN, -0.0));
            assertFalse(doubles.compareAndSet(1, 0.0, 1), "it is compared bit by bit");
        }
    }

    @Test
    void copiesAndBuffersAreOfTheSameMemory() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            SharedLongArray longs = coordinator.newLongArray(1000);
            longs.copyFrom(990, new long[] {0, 1, 2, 3}, 1, 3);
            long[] copy = {7, 7, 7, 7, 7};
            longs.copyTo(989, copy, 1, 4);
            assertArrayEquals(new long[] {7, 0, 1, 2, 3}, copy);
            LongBuffer buffer = longs.buffer();
            assertEquals(1000, buffer.remaining());
            buffer.put(999, 42);
            assertEquals(42, longs.get(999));
        }
    }

    @Test
    void placesAndLengthsOutOfRangeAreRefused() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            SharedIntArray ints = coordinator.newIntArray(3);
            assertThrows(IndexOutOfBoundsException.class, () -> ints.get(3));
            assertThrows(IndexOutOfBoundsException.class, () -> ints.set(-1, 1));
            assertThrows(IndexOutOfBoundsException.class, () -> ints.copyFrom(2, new int[2], 0, 2));
            assertArrayEquals(new int[3], ints.toArray(), "nothing of it was copied");
            var none = assertThrows(IllegalArgumentException.class, () -> coordinator.newLongArray(0));
            assertTrue(none.getMessage().contains("length"), none.getMessage());
            assertThrows(IllegalArgumentException.class, () -> coordinator.newDoubleArray(Integer.MAX_VALUE));
        }
    }

    @Test
    void arrayOfAGoneOwnerIsNamed() throws Exception {
        SharedDoubleArray doubles;
        try (Coordinator coordinator = Coordinator.start()) {
            doubles = coordinator.newDoubleArray(10);
        }
        var gone = assertThrows(IOException.class, () -> doubles.get(0));
        assertTrue(gone.getMessage().contains("is gone"), gone.getMessage());
    }
}
