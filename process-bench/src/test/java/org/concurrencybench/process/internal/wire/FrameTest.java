package org.concurrencybench.process.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Frames on a stream of bytes that may be cut or damaged anywhere. */
class FrameTest {
    private static final int MAX = 1 << 20;

    private record Sent(long id, byte[] payload) {}

    private static List<Sent> frames(int... sizes) {
        Random random = new Random(42);
        List<Sent> frames = new ArrayList<>();
        for (int size : sizes) {
            byte[] payload = new byte[size];
            random.nextBytes(payload);
            frames.add(new Sent(random.nextLong(), payload));
        }
        return frames;
    }

    private static byte[] bytes(List<Sent> frames) throws IOException {
        FrameWriter writer = new FrameWriter();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Sent frame : frames) {
            writer.add(FrameType.TASK, 0, 3, frame.id, frame.id ^ 5, ByteBuffer.wrap(frame.payload));
        }
        assertTrue(writer.writeTo(Channels.newChannel(out)));
        assertTrue(writer.isEmpty());
        return out.toByteArray();
    }

    /** Reads all frames, at most {@code step} bytes at a time; returns whether the end is inside a frame. */
    private static boolean read(byte[] bytes, int step, List<Sent> into) throws IOException {
        FrameReader reader = new FrameReader(MAX);
        ReadableByteChannel channel = Channels.newChannel(new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] b, int off, int len) {
                return super.read(b, off, Math.min(len, step));
            }
        });
        while (reader.fill(channel) >= 0) {
            Frame frame;
            while ((frame = reader.next()) != null) {
                byte[] payload = new byte[frame.payload().remaining()];
                frame.payload().get(payload);
                assertEquals(3, frame.attempt());
                assertEquals(frame.id() ^ 5, frame.nanos());
                into.add(new Sent(frame.id(), payload));
            }
        }
        return reader.isInsideFrame();
    }

    private static void assertPrefix(List<Sent> sent, List<Sent> got) {
        assertTrue(got.size() <= sent.size());
        for (int i = 0; i < got.size(); i++) {
            assertEquals(sent.get(i).id, got.get(i).id);
            assertTrue(Arrays.equals(sent.get(i).payload, got.get(i).payload), "payload " + i);
        }
    }

    @Test
    void framesComeBackHoweverTheBytesAreSplit() throws IOException {
        List<Sent> sent = frames(0, 1, 8, 1000, 131_036, 131_037, 0, 500_000, MAX, 3);
        byte[] bytes = bytes(sent);
        for (int step : new int[] {37, 1000, 8191, 131_072, 1 << 30}) {
            List<Sent> got = new ArrayList<>();
            assertFalse(read(bytes, step, got));
            assertEquals(sent.size(), got.size());
            assertPrefix(sent, got);
        }
        List<Sent> small = frames(0, 1, 8, 0, 100);
        List<Sent> got = new ArrayList<>();
        assertFalse(read(bytes(small), 1, got));
        assertPrefix(small, got);
        assertEquals(5, got.size());
    }

    @Test
    void writerGoesOnWhereTheChannelStopped() throws IOException {
        List<Sent> sent = frames(10, 300_000, 0, 700_000, 5);
        FrameWriter writer = new FrameWriter();
        for (Sent frame : sent) {
            writer.add(FrameType.TASK, 0, 3, frame.id, frame.id ^ 5, ByteBuffer.wrap(frame.payload));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Random random = new Random(7);
        WritableByteChannel moody = new WritableByteChannel() {
            @Override
            public int write(ByteBuffer source) {
                int taken = Math.min(source.remaining(), random.nextInt(20_000) - 5000);
                for (int i = 0; i < taken; i++) {
                    out.write(source.get());
                }
                return Math.max(taken, 0);
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        };
        int calls = 1;
        while (!writer.writeTo(moody)) {
            calls++;
        }
        assertTrue(calls > 1);
        List<Sent> got = new ArrayList<>();
        assertFalse(read(out.toByteArray(), 1 << 30, got));
        assertEquals(sent.size(), got.size());
        assertPrefix(sent, got);
    }

    @Test
    void cutStreamGivesTheWholeFramesBeforeTheCut() throws IOException {
        List<Sent> sent = frames(8, 0, 33);
        byte[] bytes = bytes(sent);
        List<Integer> ends = List.of(0, 44, 80, 149);
        for (int cut = 0; cut <= bytes.length; cut++) {
            List<Sent> got = new ArrayList<>();
            boolean inside = read(Arrays.copyOf(bytes, cut), 1 << 30, got);
            assertPrefix(sent, got);
            assertEquals(!ends.contains(cut), inside, "cut at " + cut);
        }
    }

    @Test
    void flippedBitIsNoticedWhereverItIs() throws IOException {
        List<Sent> sent = frames(8, 0, 33);
        byte[] bytes = bytes(sent);
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            assertNoticed(sent, bytes, bit);
        }
        List<Sent> large = frames(8, 200_000, 8);
        byte[] many = bytes(large);
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            assertNoticed(large, many, random.nextInt(8 * many.length));
        }
    }

    private static void assertNoticed(List<Sent> sent, byte[] bytes, int bit) {
        byte[] damaged = bytes.clone();
        damaged[bit / 8] ^= (byte) (1 << bit % 8);
        List<Sent> got = new ArrayList<>();
        assertThrows(ProtocolViolation.class, () -> read(damaged, 1 << 30, got), "bit " + bit);
        assertPrefix(sent, got);
    }

    @Test
    void frameBeyondTheLimitIsRefusedBeforeItIsRead() throws IOException {
        byte[] bytes = bytes(frames(MAX + 1));
        ProtocolViolation refusal = assertThrows(
                ProtocolViolation.class, () -> read(Arrays.copyOf(bytes, 5000), 1 << 30, new ArrayList<>()));
        assertTrue(refusal.getMessage().contains(Integer.toString(MAX)), refusal.getMessage());
    }
}
