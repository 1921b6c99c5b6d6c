package org.concurrencybench.process.internal.broker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.concurrencybench.process.internal.wire.ProtocolViolation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages through memory: nothing is lost, mixed or believed. */
@Timeout(60)
class RingTest {
    private static final int CAPACITY = 16 << 10;
    private static final int MOST = 1 << 20;
    private static final int AT = 64;

    @TempDir
    Path folder;

    private MappedByteBuffer memory;
    private Ring writer;
    private Ring reader;

    @BeforeEach
    void map() throws IOException {
        try (FileChannel channel = FileChannel.open(
                folder.resolve("ring"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, AT + Ring.bytes(CAPACITY));
        }
        writer = new Ring(memory, AT, CAPACITY, MOST);
        reader = new Ring(memory, AT, CAPACITY, MOST);
    }

    private static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void messagesOfAllLengthsPassInOrderAgainAndAgain() throws Exception {
        for (int i = 0; i < 20_000; i++) {
            byte[] sent = bytes(i, i % 999);
            assertTrue(writer.write(Ring.CALL, i, 2L * i, sent.length, ByteBuffer.wrap(sent), false));
            assertEquals(2L * i, reader.next());
            assertEquals(2L * i, reader.next(), "it is still there");
            assertEquals(i, reader.id());
            assertEquals(Ring.CALL, reader.kind());
            assertArrayEquals(sent, reader.take().array());
            assertEquals(Ring.NONE, reader.next());
        }
    }

    @Test
    void fullRingTakesNoMoreUntilSomethingWasRead() throws Exception {
        int written = 0;
        while (writer.write(Ring.CALL, written, 0, 100, ByteBuffer.wrap(bytes(written, 100)), false)) {
            written++;
        }
        assertEquals(CAPACITY / 128, written, "100 bytes take 104, and a header of 24");
        for (int i = 0; i < written; i++) {
            assertEquals(0, reader.next());
            assertEquals(i, reader.id());
            assertArrayEquals(bytes(i, 100), reader.take().array());
        }
        assertTrue(writer.write(Ring.CALL, 0, 0, 100, ByteBuffer.wrap(bytes(0, 100)), false));
    }

    @Test
    void messageLargerThanTheRingPassesInParts() throws Exception {
        byte[] sent = bytes(1, MOST);
        ByteBuffer left = ByteBuffer.wrap(sent);
        assertFalse(writer.write(Ring.CALL, 7, 5, sent.length, left, false), "not in parts");
        assertEquals(MOST, left.remaining());
        int parts = 1;
        while (!writer.write(Ring.CALL, 7, 5, sent.length, left, true)) {
            assertEquals(Ring.NONE, reader.next(), "it is not whole");
            parts++;
        }
        assertTrue(parts > MOST / CAPACITY, () -> "it has more parts than fit at once");
        assertEquals(5, reader.next());
        assertEquals(7, reader.id());
        assertArrayEquals(sent, reader.take().array());
    }

    @Test
    void whatWasNotPublishedIsNeverSeen() throws Exception {
        byte[] sent = bytes(1, 100);
        assertTrue(writer.write(Ring.CALL, 1, 1, 100, ByteBuffer.wrap(sent), false));
        long published = memory.order(java.nio.ByteOrder.nativeOrder()).getLong(AT + 64);
        assertTrue(writer.write(Ring.CALL, 2, 2, 100, ByteBuffer.wrap(sent), false));
        memory.putLong(AT + 64, published); // as a writer that died before this leaves it
        assertEquals(1, reader.next());
        reader.take();
        assertEquals(Ring.NONE, reader.next());
    }

    @Test
    void nonsenseIsNoticed() {
        memory.order(java.nio.ByteOrder.nativeOrder());
        for (long written : new long[] {-8, 8, CAPACITY + 8, Long.MIN_VALUE, Long.MAX_VALUE}) {
            memory.putLong(AT + 64, written);
            assertThrows(ProtocolViolation.class, () -> new Ring(memory, AT, CAPACITY, MOST).next());
        }
        memory.putLong(AT + 64, 24);
        for (long word : new long[] {-1, 1L << 31, MOST + 1, 100L << 32 | 100, 8L << 32 | 4}) {
            memory.putLong(AT + 128, word);
            assertThrows(ProtocolViolation.class, () -> new Ring(memory, AT, CAPACITY, MOST).next());
        }
    }

    @Test
    void threadsOnBothSidesSeeEachOther() throws Exception {
        int messages = 200_000;
        Thread sender = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < messages; i++) {
                ByteBuffer bytes = ByteBuffer.allocate(8 + i % 64).putLong(0, i);
                while (!writer.write(Ring.CALL, i, i, bytes.remaining(), bytes, false)) {
                    Thread.onSpinWait();
                }
            }
        });
        for (int i = 0; i < messages; i++) {
            while (reader.next() == Ring.NONE) {
                Thread.onSpinWait();
            }
            assertEquals(i, reader.take().getLong(0));
        }
        sender.join();
    }
}
