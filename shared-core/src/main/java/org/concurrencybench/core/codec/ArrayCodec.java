package org.concurrencybench.core.codec;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Arrays of primitives: the elements in big-endian order; the number of bytes tells how many. */
abstract class ArrayCodec<T> implements Codec<T> {
    private final Class<T> type;
    private final int elementSize;

    private ArrayCodec(Class<T> type, int elementSize) {
        this.type = type;
        this.elementSize = elementSize;
    }

    abstract int length(T array);

    abstract ByteBuffer put(T array, int size);

    abstract T get(ByteBuffer bytes, int length);

    @Override
    public final ByteBuffer encode(T array) throws IOException {
        if (array == null) {
            throw new IOException("null cannot be encoded as " + type.getTypeName());
        }
        long size = (long) length(array) * elementSize;
        if (size > Integer.MAX_VALUE - 8) {
            throw new IOException(type.getTypeName() + " of " + length(array) + " elements takes " + size
                    + " bytes; more than 2 GiB cannot be encoded");
        }
        return put(array, (int) size);
    }

    @Override
    public final T decode(ByteBuffer bytes) throws IOException {
        if (bytes.remaining() % elementSize != 0) {
            throw new IOException(
                    type.getTypeName() + " takes a multiple of " + elementSize + " bytes, not " + bytes.remaining());
        }
        return get(bytes, bytes.remaining() / elementSize);
    }

    /** A view of the array itself: nothing is copied until the bytes are sent. */
    static Codec<byte[]> ofBytes() {
        return new ArrayCodec<>(byte[].class, Byte.BYTES) {
            @Override
            int length(byte[] array) {
                return array.length;
            }

            @Override
            ByteBuffer put(byte[] array, int size) {
                return ByteBuffer.wrap(array);
            }

            @Override
            byte[] get(ByteBuffer bytes, int length) {
                byte[] array = new byte[length];
                bytes.get(array);
                return array;
            }
        };
    }

    static Codec<int[]> ofInts() {
        return new ArrayCodec<>(int[].class, Integer.BYTES) {
            @Override
            int length(int[] array) {
                return array.length;
            }

            @Override
            ByteBuffer put(int[] array, int size) {
                ByteBuffer bytes = ByteBuffer.allocate(size);
                bytes.asIntBuffer().put(array);
                return bytes;
            }

            @Override
            int[] get(ByteBuffer bytes, int length) {
                int[] array = new int[length];
                bytes.asIntBuffer().get(array);
                bytes.position(bytes.limit());
                return array;
            }
        };
    }

    static Codec<long[]> ofLongs() {
        return new ArrayCodec<>(long[].class, Long.BYTES) {
            @Override
            int length(long[] array) {
                return array.length;
            }

            @Override
            ByteBuffer put(long[] array, int size) {
                ByteBuffer bytes = ByteBuffer.allocate(size);
                bytes.asLongBuffer().put(array);
                return bytes;
            }

            @Override
            long[] get(ByteBuffer bytes, int length) {
                long[] array = new long[length];
                bytes.asLongBuffer().get(array);
                bytes.position(bytes.limit());
                return array;
            }
        };
    }

    static Codec<double[]> ofDoubles() {
        return new ArrayCodec<>(double[].class, Double.BYTES) {
            @Override
            int length(double[] array) {
                return array.length;
            }

            @Override
            ByteBuffer put(double[] array, int size) {
                ByteBuffer bytes = ByteBuffer.allocate(size);
                bytes.asDoubleBuffer().put(array);
                return bytes;
            }

            @Override
            double[] get(ByteBuffer bytes, int length) {
                double[] array = new double[length];
                bytes.asDoubleBuffer().get(array);
                bytes.position(bytes.limit());
                return array;
            }
        };
    }
}
