package org.concurrencybench.core.codec;

import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.io.Input;

/**
 * Refuses lengths that the bytes cannot hold.
 *
 * @implNote Kryo makes an array or a collection as long as its bytes say, and reads the elements afterwards: five bytes
 *     could ask for gigabytes. But nearly every element takes a byte at least, so all lengths of one value together
 *     cannot exceed its bytes. Those that take none are nulls of a list that has nothing else, and records without
 *     components; a million of them may pass. Lengths, numbers of classes and of enum constants are what Kryo reads by
 *     {@code readVarInt(true)}; the latter two are small, and what is as small as they are is not counted.
 */
final class BoundedInput extends Input {
    private static final int WITHOUT_BYTES = 1 << 20;

    private final int small;
    private long left;

    /** For values whose classes and enum constants have numbers below {@code small}. */
    BoundedInput(int small) {
        this.small = small;
    }

    @Override
    public void setBuffer(byte[] bytes, int offset, int count) {
        super.setBuffer(bytes, offset, count);
        left = (long) count + WITHOUT_BYTES;
    }

    @Override
    public int readVarInt(boolean optimizePositive) {
        int value = super.readVarInt(optimizePositive);
        return optimizePositive ? counted(value) : value;
    }

    @Override
    public int readVarIntFlag(boolean optimizePositive) {
        return counted(super.readVarIntFlag(optimizePositive));
    }

    /** A number, and no length. */
    @Override
    public int readInt(boolean optimizePositive) {
        return super.readVarInt(optimizePositive);
    }

    private int counted(int length) {
        if (length < 0 || length >= small) {
            left -= length;
        }
        if (length < 0 || left < 0) {
            throw new KryoException("a length of " + length + " exceeds what the bytes can hold");
        }
        return length;
    }
}
