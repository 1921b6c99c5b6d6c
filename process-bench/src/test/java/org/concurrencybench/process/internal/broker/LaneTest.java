package org.concurrencybench.process.internal.broker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.concurrencybench.process.api.Transport;
import org.concurrencybench.process.fixtures.Processes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker and ports of other parties, here in one JVM; with futexes and without. */
@Timeout(120)
class LaneTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final String before = System.getProperty(Futex.PROPERTY, "");
    private Path directory;
    private Broker broker;

    @BeforeEach
    void folder() throws Exception {
        directory = Files.createTempDirectory(
                "lane", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private void start(boolean futex) throws Exception {
        assumeTrue(!futex || hasFutex());
        System.setProperty(Futex.PROPERTY, Boolean.toString(futex));
        broker = new Broker(directory, Transport.UNIX);
    }

    private static boolean hasFutex() {
        return System.getProperty("os.name").equals("Linux")
                && Runtime.version().feature() >= Futex.LEAST_VERSION;
    }

    @AfterEach
    void end() throws Exception {
        System.setProperty(Futex.PROPERTY, before);
        if (broker != null) {
            broker.close();
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file); // a party that ends deletes its own
            }
        }
        Files.delete(directory);
    }

    private RemotePort connect() throws Exception {
        return RemotePort.connect(broker.address(), HexFormat.of().parseHex(broker.token()));
    }

    @Test
    void aJvmWithNativeAccessUsesFutexesUnlessItIsToldNotTo() {
        assumeTrue(hasFutex());
        System.clearProperty(Futex.PROPERTY);
        assertNotNull(Futex.find());
        System.setProperty(Futex.PROPERTY, "false");
        assertNull(Futex.find());
    }

    @Test
    void aProcessMapsNoFileThatIsNoLane() throws Exception {
        assumeTrue(hasFutex());
        System.clearProperty(Futex.PROPERTY);
        Path other = Files.write(directory.resolve("photo"), new byte[500_000]);
        Futex futex = Objects.requireNonNull(Futex.find());
        assertTrue(assertThrows(IOException.class, () -> Lane.open(other, futex))
                .getMessage()
                .contains("is no lane"));
    }

    @Test
    void withoutAFutexThatIsDemandedTheReasonIsGiven() {
        assumeTrue(!hasFutex());
        System.setProperty(Futex.PROPERTY, "true");
        assertTrue(assertThrows(IllegalStateException.class, Futex::find)
                .getMessage()
                .contains("JDK 22"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void callsOfManyThreadsAndAllSizesAreAnswered(boolean futex) throws Exception {
        start(futex);
        long map = broker.newMap().number();
        List<RemotePort> ports = List.of(connect(), connect());
        assertEquals(futex, ports.getFirst().ordersNotices());
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int seed = i;
            Port port = ports.get(i % 2);
            tasks.add(() -> putAndGet(port, map, seed));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(6);
                ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> all = new ArrayList<>();
            for (Callable<Integer> task : tasks) {
                all.add(threads.submit(task));
                all.add(virtual.submit(task));
            }
            for (Future<Integer> one : all) {
                assertEquals(100, one.get(100, TimeUnit.SECONDS));
            }
        }
    }

    private static int putAndGet(Port port, long map, int seed) throws Exception {
        Random random = new Random(seed);
        int same = 0;
        for (int i = 0; i < 100; i++) {
            byte[] value = new byte[i % 20 == 19 ? 1 << 20 : 1 << random.nextInt(16)];
            random.nextBytes(value);
            ByteBuffer key = ByteBuffer.allocate(20)
                    .putInt(16)
                    .putLong(Thread.currentThread().threadId())
                    .putLong(i)
                    .flip();
            ByteBuffer both = ByteBuffer.allocate(24 + value.length)
                    .put(key.duplicate())
                    .putInt(value.length)
                    .put(value)
                    .flip();
            Answer put = port.call(Op.MAP_PUT, map, both, Port.FOREVER);
            assertEquals(-1, put.values().getInt(0));
            ByteBuffer got = port.call(Op.MAP_GET, map, key, Port.FOREVER).values();
            byte[] there = new byte[got.getInt()];
            got.get(there);
            assertArrayEquals(value, there);
            same++;
        }
        return same;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ownersEndIsSeenByThoseWhoWaitAndThoseWhoDoNot(boolean futex) throws Exception {
        start(futex);
        long semaphore = broker.newSemaphore(0, Long.MAX_VALUE).number();
        RemotePort idle = connect();
        RemotePort port = connect();
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Thread waiter = Thread.ofPlatform().start(() -> {
            try {
                port.call(Op.SEMAPHORE_ACQUIRE, semaphore, Port.arguments(1), Port.FOREVER);
            } catch (Throwable e) {
                seen.set(e);
            }
        });
        port.callNow(Op.SEMAPHORE_AVAILABLE, semaphore, Port.arguments());
        broker.close();
        waiter.join();
        assertEquals(PortClosedException.class, seen.get().getClass());
        Processes.await(LONG, "the idle one has seen it", () -> !idle.isOpen());
        assertThrows(PortClosedException.class, () -> port.tell(Op.SEMAPHORE_RELEASE, semaphore, 1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void interruptEndsTheWaitOfAPortAndTimeoutsToo(boolean futex) throws Exception {
        start(futex);
        long semaphore = broker.newSemaphore(0, Long.MAX_VALUE).number();
        RemotePort port = connect();
        Answer late = port.call(Op.SEMAPHORE_ACQUIRE, semaphore, Port.arguments(1), 3_000_000);
        assertEquals(Status.CANCELLED, late.status());
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Thread waiter = Thread.ofPlatform().start(() -> {
            try {
                port.call(Op.SEMAPHORE_ACQUIRE, semaphore, Port.arguments(1), Port.FOREVER);
            } catch (Throwable e) {
                seen.set(e);
            }
        });
        Thread.sleep(5);
        waiter.interrupt();
        waiter.join();
        assertEquals(InterruptedException.class, seen.get().getClass());
        port.callNow(Op.SEMAPHORE_RELEASE, semaphore, Port.arguments(1));
        assertEquals(
                Status.OK,
                port.callNow(Op.SEMAPHORE_TRY, semaphore, Port.arguments(1)).status(),
                "no cancelled call took it");
    }

    @Test
    void noticesCountBeforeWhatOthersAskLater() throws Exception {
        start(true);
        long semaphore = broker.newSemaphore(0, Long.MAX_VALUE).number();
        List<RemotePort> ports = List.of(connect(), connect(), connect());
        for (int i = 0; i < 3000; i++) {
            ports.get(i % 3).tell(Op.SEMAPHORE_RELEASE, semaphore, 1);
            Port other = ports.get((i + 1) % 3);
            Answer answer = i % 2 == 0
                    ? other.callNow(Op.SEMAPHORE_TRY, semaphore, Port.arguments(1))
                    : own().callNow(Op.SEMAPHORE_TRY, semaphore, Port.arguments(1));
            assertEquals(Status.OK, answer.status(), "in round " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itemsOfABatchWhoseTakerDiedAreItsOwnAndNoOthers(boolean redelivers) throws Exception {
        start(hasFutex());
        long queue = broker.newQueue(10, redelivers).number();
        ByteBuffer items = ByteBuffer.allocate(8 + 4 * 5).putLong(1);
        for (byte i = 0; i < 4; i++) {
            items.putInt(1).put(i);
        }
        assertEquals(
                4,
                own().call(Op.QUEUE_PUT_ALL, queue, items.flip(), Port.FOREVER)
                        .values()
                        .getLong(0));
        RemotePort taker = connect();
        ByteBuffer three = taker.call(Op.QUEUE_TAKE_ALL, queue, Port.arguments(1, 3), Port.FOREVER)
                .values();
        assertEquals(3 * 13, three.remaining());
        taker.tell(Op.QUEUE_RECEIVED, queue, three.getLong(0)); // and ends before it has the others
        taker.disconnect();
        Processes.await(LONG, "its end is seen", () -> broker.connected() == 0);
        ByteBuffer state =
                own().callNow(Op.QUEUE_STATE, queue, Port.arguments()).values();
        assertEquals(redelivers ? 3 : 1, state.getLong(0));
        assertEquals(0, state.getLong(8));
        assertEquals(redelivers ? 0 : 2, state.getLong(16));
        for (int i = redelivers ? 1 : 3; i < 4; i++) {
            ByteBuffer item = own().call(Op.QUEUE_TAKE, queue, Port.arguments(0), Port.FOREVER)
                    .values();
            assertEquals(i, item.get(8));
        }
    }

    private Port own() throws PortClosedException {
        return Ports.to(broker.address(), broker.token());
    }

    @Test
    void laneOfAProcessThatHasGoneIsDeleted() throws Exception {
        start(true);
        RemotePort port = connect();
        assertEquals(1, lanes());
        port.disconnect();
        Processes.await(LONG, "its end is seen", () -> broker.connected() == 0);
        Processes.await(LONG, "its file is gone", () -> lanes() == 0);
    }

    private long lanes() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("lane-"))
                    .count();
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
