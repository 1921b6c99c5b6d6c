package org.concurrencybench.core.codec;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Boxes of primitives in their fixed number of bytes, big-endian. Plain classes, since lambdas cost a worker start-up
 * time.
 */
abstract class NumberCodec<T> implements Codec<T> {
    private final Class<T> type;
    private final int size;

    private NumberCodec(Class<T> type, int size) {
        this.type = type;
        this.size = size;
    }

    abstract void put(ByteBuffer bytes, T value);

    abstract T get(ByteBuffer bytes) throws IOException;

    @Override
    public final ByteBuffer encode(T value) throws IOException {
        if (value == null) {
            throw new IOException("null cannot be encoded as " + type.getName());
        }
        ByteBuffer bytes = ByteBuffer.allocate(size);
        put(bytes, value);
        return bytes.flip();
    }

    @Override
    public final T decode(ByteBuffer bytes) throws IOException {
        if (bytes.remaining() != size) {
            throw new IOException(type.getName() + " takes " + size + " bytes, not " + bytes.remaining());
        }
        return get(bytes);
    }

    static Codec<Long> ofLong() {
        return new NumberCodec<>(Long.class, Long.BYTES) {
            @Override
            void put(ByteBuffer bytes, Long value) {
                bytes.putLong(value);
            }

            @Override
            Long get(ByteBuffer bytes) {
                return bytes.getLong();
            }
        };
    }

    static Codec<Integer> ofInteger() {
        return new NumberCodec<>(Integer.class, Integer.BYTES) {
            @Override
            void put(ByteBuffer bytes, Integer value) {
                bytes.putInt(value);
            }

            @Override
            Integer get(ByteBuffer bytes) {
                return bytes.getInt();
            }
        };
    }

    static Codec<Double> ofDouble() {
        return new NumberCodec<>(Double.class, Double.BYTES) {
            @Override
            void put(ByteBuffer bytes, Double value) {
                bytes.putDouble(value);
            }

            @Override
            Double get(ByteBuffer bytes) {
                return bytes.getDouble();
            }
        };
    }

    static Codec<Float> ofFloat() {
        return new NumberCodec<>(Float.class, Float.BYTES) {
            @Override
            void put(ByteBuffer bytes, Float value) {
                bytes.putFloat(value);
            }

            @Override
            Float get(ByteBuffer bytes) {
                return bytes.getFloat();
            }
        };
    }

    static Codec<Short> ofShort() {
        return new NumberCodec<>(Short.class, Short.BYTES) {
            @Override
            void put(ByteBuffer bytes, Short value) {
                bytes.putShort(value);
            }

            @Override
            Short get(ByteBuffer bytes) {
                return bytes.getShort();
            }
        };
    }

    static Codec<Byte> ofByte() {
        return new NumberCodec<>(Byte.class, Byte.BYTES) {
            @Override
            void put(ByteBuffer bytes, Byte value) {
                bytes.put(value);
            }

            @Override
            Byte get(ByteBuffer bytes) {
                return bytes.get();
            }
        };
    }

    static Codec<Character> ofCharacter() {
        return new NumberCodec<>(Character.class, Character.BYTES) {
            @Override
            void put(ByteBuffer bytes, Character value) {
                bytes.putChar(value);
            }

            @Override
            Character get(ByteBuffer bytes) {
                return bytes.getChar();
            }
        };
    }

    static Codec<Boolean> ofBoolean() {
        return new NumberCodec<>(Boolean.class, 1) {
            @Override
            void put(ByteBuffer bytes, Boolean value) {
                bytes.put((byte) (value ? 1 : 0));
            }

            @Override
            Boolean get(ByteBuffer bytes) throws IOException {
                byte read = bytes.get();
                if (read != 0 && read != 1) {
                    throw new IOException("java.lang.Boolean is the byte 0 or 1, not " + read);
                }
                return read == 1;
            }
        };
    }
}
