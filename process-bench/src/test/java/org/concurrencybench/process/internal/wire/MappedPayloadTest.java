package org.concurrencybench.process.internal.wire;

import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerDiedException;
import org.concurrencybench.process.fixtures.Functions;
import org.concurrencybench.process.fixtures.SmallDisk;
import org.concurrencybench.process.pool.ProcessPool;
import org.concurrencybench.process.pool.ProcessPoolConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Large payloads through files that a pool and its worker both map. */
@Timeout(120)
class MappedPayloadTest {
    private static final int LARGE = 300_000;

    @TempDir
    Path directory;

    private final Random random = new Random(31);

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private MappedWriter outbox() {
        return new MappedWriter(directory.resolve("w.to-").toString());
    }

    private MappedReader inbox() {
        return new MappedReader(directory.resolve("w.to-").toString(), 8 << 20);
    }

    /**
     * Puts a payload, whose parts the inbox is told of. Returns the last descriptor, or null when it is to go as it is.
     */
    private static @Nullable ByteBuffer put(MappedWriter outbox, MappedReader inbox, ByteBuffer payload)
            throws ProtocolViolation {
        if (!outbox.begin(payload)) {
            return null;
        }
        ByteBuffer descriptor = outbox.next(payload);
        while (!outbox.isComplete(payload)) {
            inbox.announce(descriptor);
            descriptor = outbox.next(payload);
        }
        return descriptor;
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static byte[] toArray(ByteBuffer buffer) {
        byte[] array = new byte[buffer.remaining()];
        buffer.get(array);
        return array;
    }

    @Test
    void payloadsOfAnySizeComeBackAndFilesLoseTheirNames() throws Exception {
        MappedWriter outbox = outbox();
        MappedReader inbox = inbox();
        for (int i = 0; i < 50; i++) {
            byte[] payload = bytes(MappedWriter.LEAST_BYTES + random.nextInt(1 << 20));
            ByteBuffer whole = ByteBuffer.allocate(payload.length + 10)
                    .position(7)
                    .put(payload)
                    .flip()
                    .position(7);
            ByteBuffer read = inbox.get(put(outbox, inbox, whole));
            assertEquals(payload.length, whole.remaining(), "the payload is left as it was");
            assertArrayEquals(payload, toArray(read.duplicate()));
            assertTrue(inbox.giveBack(read));
            assertFalse(inbox.giveBack(read), "it was given back already");
        }
        assertEquals(List.of(), files());
    }

    @Test
    void whatDoesNotFitGoesAsItIs() throws Exception {
        MappedWriter outbox = outbox();
        MappedReader inbox = inbox();
        assertNull(put(outbox, inbox, ByteBuffer.allocate(MappedWriter.LEAST_BYTES - 1)), "too small");
        assertNull(put(outbox, inbox, ByteBuffer.allocate(MappedWriter.MOST_BYTES + 1)), "too large");
        assertEquals(List.of(), files(), "no file for those");
        ByteBuffer first = inbox.get(put(outbox, inbox, ByteBuffer.wrap(bytes(LARGE))));
        ByteBuffer second = inbox.get(put(outbox, inbox, ByteBuffer.wrap(bytes(LARGE))));
        assertNull(put(outbox, inbox, ByteBuffer.wrap(bytes(LARGE))), "both buffers are in use");
        inbox.giveBack(second);
        assertNotNull(put(outbox, inbox, ByteBuffer.wrap(bytes(LARGE))));
        inbox.giveBack(first);
        Files.createFile(directory.resolve("w.to-3"));
        assertNull(put(outbox, inbox, ByteBuffer.allocate(MappedWriter.MOST_BYTES)), "its file cannot be made");
    }

    private static ByteBuffer descriptor(int... numbers) {
        ByteBuffer descriptor = ByteBuffer.allocate(numbers.length * Integer.BYTES);
        for (int number : numbers) {
            descriptor.putInt(number);
        }
        return descriptor.flip();
    }

    private static void assertRefused(MappedReader inbox, ByteBuffer descriptor, String reason) {
        ProtocolViolation refusal = assertThrows(ProtocolViolation.class, () -> inbox.get(descriptor));
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    }

    @Test
    void whatCannotBeIsRefused() throws Exception {
        MappedWriter outbox = outbox();
        MappedReader inbox = inbox();
        int length = MappedWriter.LEAST_BYTES; // one piece
        ByteBuffer good = put(outbox, inbox, ByteBuffer.wrap(bytes(length)));
        int capacity = good.getInt(8);
        int checksum = good.getInt(16);
        assertRefused(inbox, descriptor(0, 1, capacity, length), "16 bytes");
        assertRefused(inbox, descriptor(-1, 1, capacity, length, checksum), "place -1");
        assertRefused(inbox, descriptor(2, 1, capacity, length, checksum), "place 2");
        assertRefused(inbox, descriptor(0, 1, capacity, -1, checksum), "-1 bytes");
        assertRefused(inbox, descriptor(0, 1, capacity, capacity + 1, checksum), "in a buffer of " + capacity);
        assertRefused(inbox, descriptor(0, 1, 1 << 30, length, checksum), "in a buffer of " + (1 << 30));
        assertRefused(inbox, descriptor(0, 1, capacity * 2, length, checksum), "cannot be used");
        assertRefused(inbox, descriptor(0, 9, capacity, length, checksum), "cannot be used");
        assertRefused(inbox, descriptor(0, -9, capacity, length, checksum), "cannot be used");
        ByteBuffer payload = inbox.get(good.duplicate());
        assertRefused(inbox, good.duplicate(), "in use");
        payload.put(length / 2, (byte) (payload.get(length / 2) + 1));
        inbox.giveBack(payload);
        assertRefused(inbox, good, "checksum");
    }

    /** Descriptors that are right but for a few bytes: refused, or the payload that was sent. */
    @Test
    void damagedDescriptorNeverGivesAnotherPayload() throws Exception {
        MappedWriter outbox = outbox();
        MappedReader inbox = inbox();
        byte[] sent = bytes(LARGE);
        byte[] good = toArray(put(outbox, inbox, ByteBuffer.wrap(sent)));
        inbox.giveBack(inbox.get(ByteBuffer.wrap(good)));
        for (int bit = 0; bit < 8 * good.length; bit++) {
            byte[] damaged = good.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(ProtocolViolation.class, () -> inbox.get(ByteBuffer.wrap(damaged)));
        }
        assertArrayEquals(sent, toArray(inbox.get(ByteBuffer.wrap(good))));
    }

    @Test
    void flagOfAMappedPayloadIsRefusedWhereThereAreNone() throws Exception {
        try (LoneWorker worker = LoneWorker.start(directory.resolve("socket"))) {
            ByteBuffer payload = descriptor(0, 1, 1 << 20, 100, 0);
            ByteBuffer frame = ByteBuffer.allocate(Frame.HEADER_BYTES + payload.remaining());
            Frame.putHeader(frame, FrameType.SETUP, Frame.MAPPED, 0, 0, 0, payload);
            worker.send(frame.put(payload).flip());
            assertEquals(ExitCodes.CONNECTION_BROKEN, worker.exitCode(), "no such file");
        }
        try (LoneWorker worker = LoneWorker.start(directory.resolve("another"))) {
            ByteBuffer frame = ByteBuffer.allocate(Frame.HEADER_BYTES);
            Frame.putHeader(frame, FrameType.SETUP, 6, 0, 0, 0, ByteBuffer.allocate(0));
            worker.send(frame.flip());
            assertEquals(ExitCodes.CONNECTION_BROKEN, worker.exitCode(), "unknown flags");
        }
    }

    @Test
    void manyAtOnceInManySlotsComeBackToTheirOwnTask() throws Exception {
        long before;
        try (var pool = ProcessPool.start(
                ProcessPoolConfig.ofWorkers(2).withSlots(3).withMaxPayload(16 << 20),
                FunctionSpec.of(Functions.Echo.class))) {
            before = pool.statistics().bytesSent();
            List<byte[]> sent = new ArrayList<>();
            List<CompletableFuture<byte[]>> echoes = new ArrayList<>();
            long bytes = 0;
            for (int i = 0; i < 60; i++) {
                byte[] payload = bytes(i % 5 == 4 ? 5 << 20 : random.nextInt(1 << 20));
                bytes += payload.length;
                sent.add(payload);
                echoes.add(pool.submit(payload));
            }
            for (int i = 0; i < sent.size(); i++) {
                assertArrayEquals(sent.get(i), get(echoes.get(i)));
            }
            assertTrue(pool.statistics().bytesSent() - before > bytes, "mapped bytes are counted too");
            assertTrue(pool.statistics().bytesReceived() > bytes);
        }
    }

    @Test
    void workersThatDieBetweenLargePayloadsLeaveNoFilesAndHarmNoOther() throws Exception {
        String before = System.getProperty("java.io.tmpdir");
        System.setProperty("java.io.tmpdir", directory.toString());
        try (var pool = ProcessPool.start(
                ProcessPoolConfig.ofWorkers(2).withMaxDeaths(1000), FunctionSpec.of(Functions.Echo.class))) {
            for (int round = 0; round < 8; round++) {
                List<byte[]> sent = new ArrayList<>();
                List<CompletableFuture<byte[]>> echoes = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    sent.add(bytes(LARGE + i));
                    echoes.add(pool.submit(sent.getLast()));
                }
                ProcessHandle.current().children().findAny().ifPresent(ProcessHandle::destroyForcibly);
                for (int i = 0; i < sent.size(); i++) {
                    try {
                        assertArrayEquals(sent.get(i), get(echoes.get(i)));
                    } catch (ExecutionException e) {
                        assertTrue(e.getCause() instanceof WorkerDiedException, () -> "it failed with " + e);
                    }
                }
            }
            Path own = files().getFirst();
            try (Stream<Path> left = Files.list(own)) {
                long large = left.filter(file -> file.toString().contains(".to-")
                                || file.toString().contains(".from-"))
                        .count();
                assertTrue(large <= 2 * 2 * MappedWriter.BUFFERS, "files of dead workers are removed");
            }
            pool.shutdownNow(); // closing would tell of a worker whose death was not noticed before
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
        assertEquals(List.of(), files());
    }

    @Test
    void fullDiskLeavesTheSocket() throws Exception {
        String before = System.getProperty("java.io.tmpdir");
        try (SmallDisk disk = SmallDisk.mount(40)) {
            System.setProperty("java.io.tmpdir", disk.path().toString());
            try (var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(1), FunctionSpec.of(Functions.Echo.class))) {
                byte[] payload = bytes(1 << 20);
                for (int i = 0; i < 5; i++) {
                    assertArrayEquals(payload, get(pool.submit(payload)));
                }
            } finally {
                System.setProperty("java.io.tmpdir", before);
            }
        }
    }
}
