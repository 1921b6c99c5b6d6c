package org.concurrencybench.process.coordination;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Objects;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.concurrencybench.process.internal.Arguments;

/**
 * Numbers of type {@code long} in memory that all processes share, zero at first, each changed atomically, as in an
 * {@link java.util.concurrent.atomic.AtomicLongArray}. No death harms it: every element is as the last operation left
 * it.
 *
 * <p>Each operation on an element is volatile. Copies of many elements and {@link #buffer} are plain reads and writes,
 * which only a shared lock or another shared object orders. Several elements that change together need a lock:
 *
 * <pre>{@code
 * try (ProcessLock.Hold hold = lock.lock()) { // element 0: balance, element 1: number of changes
 *     if (hold.previousHolderDied()) {
 *         repair(account);
 *         hold.markConsistent();
 *     }
 *     account.set(0, account.get(0) + amount);
 *     account.set(1, account.get(1) + 1);
 * }
 * }</pre>
 *
 * <p>Every operation throws an {@link IOException} when the memory cannot be mapped because the coordinator is gone. A
 * process that keeps the {@link #buffer} keeps the memory.
 *
 * @param length the number of elements
 */
public record SharedLongArray(SharedMemory memory, int length) {
    private static final VarHandle ELEMENT =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    public SharedLongArray {
        Objects.requireNonNull(memory);
        Arguments.range("length", length, 1, memory.bytes() / Long.BYTES);
    }

    /** The memory for this many elements. */
    static int bytes(int length) {
        return Arguments.range("length", length, 1, Integer.MAX_VALUE / Long.BYTES) * Long.BYTES;
    }

    public long get(int index) throws IOException {
        return (long) ELEMENT.getVolatile(elements(), at(index));
    }

    public void set(int index, long value) throws IOException {
        ELEMENT.setVolatile(elements(), at(index), value);
    }

    public long getAndSet(int index, long value) throws IOException {
        return (long) ELEMENT.getAndSet(elements(), at(index), value);
    }

    /** Adds to an element; returns the value before. */
    public long getAndAdd(int index, long delta) throws IOException {
        return (long) ELEMENT.getAndAdd(elements(), at(index), delta);
    }

    /** Adds to an element; returns the new value. */
    public long addAndGet(int index, long delta) throws IOException {
        return getAndAdd(index, delta) + delta;
    }

    /** Adds 1 to an element; returns the new value. */
    public long incrementAndGet(int index) throws IOException {
        return addAndGet(index, 1);
    }

    /** Sets the element to {@code value} if it is {@code expected}; returns whether it was. */
    public boolean compareAndSet(int index, long expected, long value) throws IOException {
        return ELEMENT.compareAndSet(elements(), at(index), expected, value);
    }

    /**
     * Changes an element by a function, which may be called several times.
     *
     * @return the new value
     */
    public long updateAndGet(int index, LongUnaryOperator function) throws IOException {
        return change(index, function, true);
    }

    /**
     * Changes an element by a function, which may be called several times.
     *
     * @return the value before
     */
    public long getAndUpdate(int index, LongUnaryOperator function) throws IOException {
        return change(index, function, false);
    }

    /**
     * Changes an element to what the function makes of it and {@code x}; the function may be called several times.
     *
     * @return the new value
     */
    public long accumulateAndGet(int index, long x, LongBinaryOperator function) throws IOException {
        return change(index, value -> function.applyAsLong(value, x), true);
    }

    private long change(int index, LongUnaryOperator function, boolean returnsNew) throws IOException {
        ByteBuffer elements = elements();
        int at = at(index);
        while (true) {
            long value = (long) ELEMENT.getVolatile(elements, at);
            long changed = function.applyAsLong(value);
            if (ELEMENT.compareAndSet(elements, at, value, changed)) {
                return returnsNew ? changed : value;
            }
        }
    }

    /** Copies {@code count} elements from {@code source[offset]} on to element {@code index} and the following ones. */
    public void copyFrom(int index, long[] source, int offset, int count) throws IOException {
        LongBuffer copied = buffer().put(index, source, offset, count);
        assert copied.capacity() == length;
    }

    /** Copies {@code count} elements from {@code index} on to {@code target[offset]} and the following places. */
    public void copyTo(int index, long[] target, int offset, int count) throws IOException {
        LongBuffer copied = buffer().get(index, target, offset, count);
        assert copied.capacity() == length;
    }

    /** A copy of all elements. */
    public long[] toArray() throws IOException {
        long[] all = new long[length];
        copyTo(0, all, 0, length);
        return all;
    }

    /** Sets all elements, one after another. */
    public void fill(long value) throws IOException {
        LongBuffer all = buffer();
        for (int i = 0; i < length; i++) {
            all.put(i, value);
        }
    }

    /** All elements, for loops: plain reads and writes of the same memory, with a position of its own. */
    public LongBuffer buffer() throws IOException {
        return memory.buffer().limit(length * Long.BYTES).asLongBuffer();
    }

    private ByteBuffer elements() throws IOException {
        return memory.mapped();
    }

    private int at(int index) {
        return Objects.checkIndex(index, length) * Long.BYTES;
    }
}
