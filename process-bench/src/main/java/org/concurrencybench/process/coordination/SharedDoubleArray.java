package org.concurrencybench.process.coordination;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.concurrencybench.process.internal.Arguments;

/**
 * Numbers of type {@code double} in memory that all processes share, zero at first, each changed atomically, as in an
 * array of atomic numbers. No death harms it: every element is as the last operation left it.
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
public record SharedDoubleArray(SharedMemory memory, int length) {
    private static final VarHandle ELEMENT =
            MethodHandles.byteBufferViewVarHandle(double[].class, ByteOrder.nativeOrder());

    public SharedDoubleArray {
        Objects.requireNonNull(memory);
        Arguments.range("length", length, 1, memory.bytes() / Double.BYTES);
    }

    /** The memory for this many elements. */
    static int bytes(int length) {
        return Arguments.range("length", length, 1, Integer.MAX_VALUE / Double.BYTES) * Double.BYTES;
    }

    public double get(int index) throws IOException {
        return (double) ELEMENT.getVolatile(elements(), at(index));
    }

    public void set(int index, double value) throws IOException {
        ELEMENT.setVolatile(elements(), at(index), value);
    }

    public double getAndSet(int index, double value) throws IOException {
        return (double) ELEMENT.getAndSet(elements(), at(index), value);
    }

    /** Adds to an element; returns the value before. */
    public double getAndAdd(int index, double delta) throws IOException {
        return getAndUpdate(index, value -> value + delta);
    }

    /** Adds to an element; returns the new value. */
    public double addAndGet(int index, double delta) throws IOException {
        return updateAndGet(index, value -> value + delta);
    }

    /** Sets the element to {@code value} if it is {@code expected}, bit by bit; returns whether it was. */
    public boolean compareAndSet(int index, double expected, double value) throws IOException {
        return ELEMENT.compareAndSet(elements(), at(index), expected, value);
    }

    /**
     * Changes an element by a function, which may be called several times.
     *
     * @return the new value
     */
    public double updateAndGet(int index, DoubleUnaryOperator function) throws IOException {
        return change(index, function, true);
    }

    /**
     * Changes an element by a function, which may be called several times.
     *
     * @return the value before
     */
    public double getAndUpdate(int index, DoubleUnaryOperator function) throws IOException {
        return change(index, function, false);
    }

    /**
     * Changes an element to what the function makes of it and {@code x}; the function may be called several times.
     *
     * @return the new value
     */
    public double accumulateAndGet(int index, double x, DoubleBinaryOperator function) throws IOException {
        return change(index, value -> function.applyAsDouble(value, x), true);
    }

    private double change(int index, DoubleUnaryOperator function, boolean returnsNew) throws IOException {
        ByteBuffer elements = elements();
        int at = at(index);
        while (true) {
            double value = (double) ELEMENT.getVolatile(elements, at);
            double changed = function.applyAsDouble(value);
            if (ELEMENT.compareAndSet(elements, at, value, changed)) {
                return returnsNew ? changed : value;
            }
        }
    }

    /** Copies {@code count} elements from {@code source[offset]} on to element {@code index} and the following ones. */
    public void copyFrom(int index, double[] source, int offset, int count) throws IOException {
        DoubleBuffer copied = buffer().put(index, source, offset, count);
        assert copied.capacity() == length;
    }

    /** Copies {@code count} elements from {@code index} on to {@code target[offset]} and the following places. */
    public void copyTo(int index, double[] target, int offset, int count) throws IOException {
        DoubleBuffer copied = buffer().get(index, target, offset, count);
        assert copied.capacity() == length;
    }

    /** A copy of all elements. */
    public double[] toArray() throws IOException {
        double[] all = new double[length];
        copyTo(0, all, 0, length);
        return all;
    }

    /** Sets all elements, one after another. */
    public void fill(double value) throws IOException {
        DoubleBuffer all = buffer();
        for (int i = 0; i < length; i++) {
            all.put(i, value);
        }
    }

    /** All elements, for loops: plain reads and writes of the same memory, with a position of its own. */
    public DoubleBuffer buffer() throws IOException {
        return memory.buffer().limit(length * Double.BYTES).asDoubleBuffer();
    }

    private ByteBuffer elements() throws IOException {
        return memory.mapped();
    }

    private int at(int index) {
        return Objects.checkIndex(index, length) * Double.BYTES;
    }
}
