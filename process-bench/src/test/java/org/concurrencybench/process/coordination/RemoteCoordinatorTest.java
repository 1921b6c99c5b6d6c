package org.concurrencybench.process.coordination;

import static org.concurrencybench.process.coordination.LockTest.process;
import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.concurrencybench.process.fixtures.Processes;
import org.concurrencybench.process.fixtures.Sharers;
import org.concurrencybench.process.fixtures.Sharers.Board;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs that were given an address and a key, and no handles. */
@Timeout(120)
class RemoteCoordinatorTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final byte[] KEY = "a key".getBytes(StandardCharsets.UTF_8);

    private Coordinator coordinator;
    private Sharers.Remote remote;
    private Sharers.Objects objects;
    private ProcessQueue<String> queue;

    @BeforeEach
    void start() throws Exception {
        coordinator = Coordinator.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), KEY);
        remote = new Sharers.Remote(coordinator.address().orElseThrow().getPort(), "a key");
        objects = new Sharers.Objects(
                coordinator.newLock(),
                coordinator.newLong(0),
                coordinator.newEvent(),
                coordinator.newSemaphore(1),
                coordinator.newBarrier(2));
        queue = coordinator.newQueue(String.class, 5);
        coordinator.publish("objects", objects);
        coordinator.publish("queue", queue);
    }

    @AfterEach
    void end() throws Exception {
        coordinator.close();
    }

    @Test
    void publishedObjectsWorkThroughTheNetwork() throws Exception {
        SharedMap<String, Long> map = coordinator.newMap(String.class, Long.class);
        coordinator.publish("map", map);
        List<Sharers.Entry> entries = new java.util.concurrent.CopyOnWriteArrayList<>();
        coordinator.publish("board", coordinator.serve(Board.class, new EntriesOnly(entries)));
        coordinator.publish("withdrawn", objects.lock());
        assertTrue(coordinator.unpublish("withdrawn"));
        assertFalse(coordinator.unpublish("withdrawn"));
        try (var other = process(Sharers.UseRemotely.class, remote)) {
            objects.event().set();
            for (int i = 0; i < 200; i++) {
                try (ProcessLock.Hold hold = objects.lock().lock()) {
                    objects.number().set(objects.number().get() + 1);
                }
                map.merge("count", 1L, Long::sum);
            }
            assertEquals("locked", queue.take().split(" ")[0]);
            assertEquals(0, objects.permits().availablePermits());
            assertTrue(objects.barrier().await() < 2);
            assertEquals("[objects, queue, map, board]", get(other.result()));
        }
        assertEquals(400, objects.number().get());
        assertEquals(Optional.of(400L), map.get("count"));
        assertEquals(List.of(new Sharers.Entry("remote", 1)), entries);
        assertFalse(objects.event().isSet(), "it was cleared there");
        Processes.await(LONG, "its end is seen", () -> coordinator.connectedProcesses() == 0);
        assertEquals(1, objects.permits().availablePermits());
    }

    /** Takes entries, and does nothing else. */
    private record EntriesOnly(List<Sharers.Entry> entries) implements Board {
        @Override
        public void add(Sharers.Entry entry) {
            entries.add(entry);
        }

        @Override
        public int score(String name) {
            return 0;
        }

        @Override
        public List<Sharers.Entry> above(int score) {
            return List.of();
        }

        @Override
        public List<Sharers.Entry> above(String name) {
            return List.of();
        }

        @Override
        public String orNull(String name) {
            return "";
        }

        @Override
        public boolean meet(int calls) {
            return false;
        }

        @Override
        public void waitForEver() {}

        @Override
        public void fail(String how) {}

        @Override
        public long pid() {
            return 0;
        }
    }

    @Test
    void deathOfARemoteHolderReleasesItsLock() throws Exception {
        try (var other = process(Sharers.HoldRemotely.class, remote)) {
            assertTrue(objects.event().await(LONG));
            assertEquals(1, objects.number().get(), "the lock is not reentrant");
            assertTrue(objects.lock().isLocked());
            assertEquals(Optional.empty(), objects.lock().tryLock());
            other.kill();
            try (ProcessLock.Hold hold = objects.lock().tryLock(LONG).orElseThrow()) {
                assertTrue(hold.previousHolderDied());
            }
        }
        try (var next = process(Sharers.RepairRemotely.class, remote)) {
            assertEquals("died true, 1, then false, set true, now 20", get(next.result()));
        }
        try (ProcessLock.Hold hold = objects.lock().lock()) {
            assertFalse(hold.previousHolderDied(), "it was found consistent there");
        }
        assertEquals(20, objects.number().get());
    }

    @Test
    void wrongKeysNamesClassesAndClosedConnectionsAreNamed() throws Exception {
        try (var other = process(Sharers.ConnectWrongly.class, remote)) {
            assertEquals(
                    "AuthenticationFailedException;"
                            + " nothing is published as nothing; there is [objects, queue];"
                            + " queue is a " + ProcessQueue.class.getName() + ", not a " + ProcessLock.class.getName()
                            + ": name that class; gone",
                    get(other.result()));
        }
        assertEquals(Optional.empty(), queue.poll());
    }

    @Test
    void strangersAreTurnedAwayAndHoldNobodyUp() throws Exception {
        InetSocketAddress address = coordinator.address().orElseThrow();
        try (SocketChannel silent = SocketChannel.open(address);
                SocketChannel wrong = SocketChannel.open(address)) {
            wrong.write(ByteBuffer.allocate(500));
            assertTrue(isTurnedAway(wrong));
            try (var other = process(Sharers.HoldRemotely.class, remote)) {
                assertTrue(objects.event().await(LONG));
                assertEquals(1, coordinator.connectedProcesses());
                other.kill();
            }
            assertTrue(silent.isConnected());
        }
    }

    /** After the listener's greeting. */
    private static boolean isTurnedAway(SocketChannel channel) {
        ByteBuffer greeting = ByteBuffer.allocate(200);
        try {
            while (channel.read(greeting) >= 0) {
                if (!greeting.hasRemaining()) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return true; // not all that was sent was read there
        }
    }

    @Test
    void emptyKeysAndAddressesInUseAreRefused() throws Exception {
        InetSocketAddress address = coordinator.address().orElseThrow();
        assertThrows(IllegalArgumentException.class, () -> Coordinator.start(address, new byte[0]));
        assertThrows(IOException.class, () -> Coordinator.start(address, KEY));
        try (Coordinator plain = Coordinator.start()) {
            assertEquals(Optional.empty(), plain.address());
        }
    }
}
