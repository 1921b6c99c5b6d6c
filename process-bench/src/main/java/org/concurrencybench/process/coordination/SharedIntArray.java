package org.concurrencybench.process.coordination;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Objects;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import org.concurrencybench.process.internal.Arguments;

/**
 * Numbers of type {@code int} in memory that all processes share, zero at first, each changed atomically, as in an
 * {@link java.util.concurrent.atomic.AtomicIntegerArray}. No death harms it: every element is as the last operation
 * left it.
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
public record SharedIntArray(SharedMemory memory, int length) {
    private static final VarHandle ELEMENT =
            MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    public SharedIntArray {
        Objects.requireNonNull(memory);
        Arguments.range("length", length, 1, memory.bytes() / Integer.BYTES);
    }

    /** The memory for this many elements. */
    static int bytes(int length) {
        return Arguments.range("length", length, 1, Integer.MAX_VALUE / Integer.BYTES) * Integer.BYTES;
    }

    public int get(int index) throws IOException {
        return (int) ELEMENT.getVolatile(elements(), at(index));
    }

    public void set(int index, int value) throws IOException {
        ELEMENT.setVolatile(elements(), at(index), value);
    }

    public int getAndSet(int index, int value) throws IOException {
        return (int) ELEMENT.getAndSet(elements(), at(index), value);
    }

    /** Adds to an element; returns the value before. */
    public int getAndAdd(int index, int delta) throws IOException {
        return (int) ELEMENT.getAndAdd(elements(), at(index), delta);
    }

    /** Adds to an element; returns the new value. */
    public int addAndGet(int index, int delta) throws IOException {
        return getAndAdd(index, delta) + delta;
    }

    /** Adds 1 to an element; returns the new value. */
    public int incrementAndGet(int index) throws IOException {
        return addAndGet(index, 1);
    }

    /** Sets the element to {@code value} if it is {@code expected}; returns whether it was. */
    public boolean compareAndSet(int index, int expected, int value) throws IOException {
        return ELEMENT.compareAndSet(elements(), at(index), expected, value);
    }

    /**
     * Changes an element by a function, which may be called several times.
     *
     * @return the new value
     */
    public int updateAndGet(int index, IntUnaryOperator function) throws IOException {
        return change(index, function, true);
    }

    /**
     * Changes an element by a function, which may be called several times.
     *
     * @return the value before
     */
    public int getAndUpdate(int index, IntUnaryOperator function) throws IOException {
        return change(index, function, false);
    }

    /**
     * Changes an element to what the function makes of it and {@code x}; the function may be called several times.
     *
     * @return the new value
     */
    public int accumulateAndGet(int index, int x, IntBinaryOperator function) throws IOException {
        return change(index, value -> function.applyAsInt(value, x), true);
    }

    private int change(int index, IntUnaryOperator function, boolean returnsNew) throws IOException {
        ByteBuffer elements = elements();
        int at = at(index);
        while (true) {
            int value = (int) ELEMENT.getVolatile(elements, at);
            int changed = function.applyAsInt(value);
            if (ELEMENT.compareAndSet(elements, at, value, changed)) {
                return returnsNew ? changed : value;
            }
        }
    }

    /** Copies {@code count} elements from {@code source[offset]} on to element {@code index} and the following ones. */
    public void copyFrom(int index, int[] source, int offset, int count) throws IOException {
        IntBuffer copied = buffer().put(index, source, offset, count);
        assert copied.capacity() == length;
    }

    /** Copies {@code count} elements from {@code index} on to {@code target[offset]} and the following places. */
    public void copyTo(int index, int[] target, int offset, int count) throws IOException {
        IntBuffer copied = buffer().get(index, target, offset, count);
        assert copied.capacity() == length;
    }

    /** A copy of all elements. */
    public int[] toArray() throws IOException {
        int[] all = new int[length];
        copyTo(0, all, 0, length);
        return all;
    }

    /** Sets all elements, one after another. */
    public void fill(int value) throws IOException {
        IntBuffer all = buffer();
        for (int i = 0; i < length; i++) {
            all.put(i, value);
        }
    }

    /** All elements, for loops: plain reads and writes of the same memory, with a position of its own. */
    public IntBuffer buffer() throws IOException {
        return memory.buffer().limit(length * Integer.BYTES).asIntBuffer();
    }

    private ByteBuffer elements() throws IOException {
        return memory.mapped();
    }

    private int at(int index) {
        return Objects.checkIndex(index, length) * Integer.BYTES;
    }
}
