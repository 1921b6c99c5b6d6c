package org.concurrencybench.process.internal.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/**
 * Makes a stream of bytes by a recipe of bytes: frames that are right, frames that lie with right checksums, damage,
 * and garbage. A fuzzer that only had the stream itself would never find a checksum.
 */
public final class HostileStream {
    private static final int MOST_BYTES = 1 << 20;

    private final ByteBuffer recipe;
    private byte[] stream = new byte[0];

    private HostileStream(byte[] recipe) {
        this.recipe = ByteBuffer.wrap(recipe);
    }

    static byte[] of(byte[] recipe) {
        HostileStream made = new HostileStream(recipe);
        while (made.recipe.hasRemaining() && made.stream.length < MOST_BYTES) {
            made.step();
        }
        return made.stream;
    }

    public static byte[] randomRecipe(Random random, int most) {
        byte[] recipe = new byte[random.nextInt(most)];
        random.nextBytes(recipe);
        return recipe;
    }

    private void step() {
        switch (next() % 8) {
            case 0, 1, 2 -> frame(FrameType.TASK.code, number(1), -1);
            case 3 -> frame(FrameType.RESULT.code, number(2) * 3, -1);
            case 4 -> frame(FrameType.TASK.code, number(1), number(4));
            case 5 -> frame((byte) next(), number(1), -1);
            case 6 -> damage(number(4));
            default -> append(new byte[number(1)]);
        }
    }

    private int next() {
        return recipe.hasRemaining() ? Byte.toUnsignedInt(recipe.get()) : 0;
    }

    private int number(int bytes) {
        int number = 0;
        for (int i = 0; i < bytes; i++) {
            number = number << 8 | next();
        }
        return number;
    }

    /** A frame with right checksums; its header announces another length than it has unless {@code announced} is -1. */
    private void frame(byte type, int length, int announced) {
        byte[] payload = new byte[length];
        Arrays.fill(payload, (byte) length);
        ByteBuffer frame = ByteBuffer.allocate(Frame.HEADER_BYTES + length);
        Frame.putHeader(frame, FrameType.TASK, 0, next(), stream.length, length, ByteBuffer.wrap(payload));
        frame.put(3, type);
        if (announced != -1) {
            frame.putInt(8, announced);
        }
        frame.putInt(32, Checksums.of(frame.array(), 0, 32));
        frame.put(payload);
        append(frame.array());
    }

    private void damage(int where) {
        if (stream.length == 0) {
            return;
        }
        int at = Math.floorMod(where, stream.length);
        if (where % 3 == 0) {
            stream = Arrays.copyOf(stream, at);
        } else {
            stream[at] ^= (byte) (1 << at % 8);
        }
    }

    private void append(byte[] more) {
        int end = stream.length;
        stream = Arrays.copyOf(stream, end + more.length);
        System.arraycopy(more, 0, stream, end, more.length);
    }

    /** CRC-32C, where no bytes have 0. */
    static final class Checksums {
        private Checksums() {}

        static int of(byte[] bytes, int start, int length) {
            java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
            crc.update(bytes, start, length);
            return (int) crc.getValue();
        }
    }
}
