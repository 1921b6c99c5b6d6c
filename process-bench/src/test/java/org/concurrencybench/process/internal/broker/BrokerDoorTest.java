package org.concurrencybench.process.internal.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.concurrencybench.process.api.Transport;
import org.concurrencybench.process.fixtures.Leaks;
import org.concurrencybench.process.fixtures.Processes;
import org.concurrencybench.process.fixtures.RawFrames;
import org.concurrencybench.process.internal.broker.Broker.Registered;
import org.concurrencybench.process.internal.transport.Hello;
import org.concurrencybench.process.internal.wire.FrameType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Peers made by hand at the door of a broker, and behind it. Whatever they do, a process that keeps to the rules is
 * served, and nothing is left of them.
 */
@Timeout(120)
class BrokerDoorTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final String THREADS = "shared-objects";

    @TempDir
    Path directory;

    private Broker broker;
    private RemotePort member;
    private Registered semaphore;
    private Registered lock;
    private Leaks leaks;

    @BeforeEach
    void start() throws Exception {
        start(Transport.UNIX);
    }

    private void start(Transport transport) throws Exception {
        broker = new Broker(directory, transport);
        semaphore = broker.newSemaphore(3, 3);
        lock = broker.newLock();
        member = RemotePort.connect(broker.address(), HexFormat.of().parseHex(broker.token()));
        try (RawParty first = RawParty.admitted(broker)) { // all classes are loaded and their files are open after it
            first.say(RawParty.call(Op.SEMAPHORE_AVAILABLE, 1, semaphore.number()));
            assertEquals(Status.OK, first.answer(1).status());
            first.say(garbage());
        }
        awaitOnlyTheMember();
        leaks = new Leaks(THREADS);
    }

    @AfterEach
    void end() throws Exception {
        awaitOnlyTheMember();
        assertServed();
        leaks.close();
        broker.close();
    }

    private void awaitOnlyTheMember() {
        Processes.await(LONG, "the others are forgotten", () -> broker.connected() == 1);
    }

    /** What the member asks for is answered, and all permits and the lock are there. */
    private void assertServed() {
        assertEquals(3, available());
        assertTimeoutPreemptively(LONG, () -> {
            assertEquals(
                    Status.OK,
                    member.call(Op.LOCK_ACQUIRE, lock.number(), NOTHING, LONG.toNanos())
                            .status());
            assertEquals(
                    Status.OK,
                    member.callNow(Op.SEMAPHORE_ACQUIRE, semaphore.number(), Port.arguments(3))
                            .status());
            assertEquals(
                    Status.OK,
                    member.callNow(Op.SEMAPHORE_RELEASE, semaphore.number(), Port.arguments(3))
                            .status());
            member.tell(Op.LOCK_RELEASE, lock.number(), 0);
        });
    }

    private long available() {
        return assertTimeoutPreemptively(
                LONG,
                () -> member.callNow(Op.SEMAPHORE_AVAILABLE, semaphore.number(), NOTHING)
                        .values()
                        .getLong(0));
    }

    private static ByteBuffer garbage() {
        return ByteBuffer.wrap(
                "GET / HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\nConnection: keep-alive, for ever\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @EnumSource
    void whoDoesNotShowTheSecretIsTurnedAway(Transport transport) throws Exception {
        if (transport == Transport.TCP) {
            end();
            directory = Files.createDirectory(directory.resolve("tcp"));
            start(transport);
        }
        byte[] secret = HexFormat.of().parseHex(broker.token());
        byte[] wrong = secret.clone();
        wrong[Hello.TOKEN_BYTES - 1] ^= 1;
        ByteBuffer damaged = RawParty.hello(broker);
        damaged.put(Hello.FRAME_BYTES - 1, (byte) 99);
        ByteBuffer future = RawParty.hello(broker);
        future.put(2, (byte) 2);
        for (ByteBuffer words : List.of(
                garbage(),
                Hello.frame(wrong, RawParty.PID),
                Hello.frame(new byte[Hello.TOKEN_BYTES], RawParty.PID),
                damaged,
                future,
                RawParty.frame(
                        FrameType.CALL,
                        1,
                        ByteBuffer.allocate(Hello.BYTES).put(secret).clear()),
                RawParty.frame(
                        FrameType.HELLO,
                        1,
                        ByteBuffer.allocate(Hello.BYTES + 1).put(secret).clear()),
                RawParty.frame(
                        FrameType.HELLO,
                        1,
                        ByteBuffer.allocate(Hello.TOKEN_BYTES).put(secret).clear()),
                RawFrames.announcing(FrameType.HELLO, 64 << 20))) {
            try (RawParty stranger = RawParty.connected(broker)) {
                stranger.sayInVain(words);
                stranger.sayInVain(ByteBuffer.allocate(Hello.FRAME_BYTES)); // what follows shows nothing, either
                stranger.awaitEnd();
            }
            assertEquals(3, available());
        }
        assertEquals(1, broker.connected(), "none of them was let in");
    }

    @Test
    void helloToAnotherBrokerIsOfNoUseHere() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("other"));
        try (Broker other = new Broker(elsewhere, Transport.UNIX);
                RawParty stranger = RawParty.connected(broker)) {
            stranger.say(RawParty.hello(other));
            stranger.awaitEnd();
        }
    }

    @Test
    void whoLeavesEarlyLeavesNothing() throws Exception {
        for (int length = 0; length < Hello.FRAME_BYTES; length += 5) {
            try (RawParty stranger = RawParty.connected(broker)) {
                stranger.say(RawParty.hello(broker).limit(length));
            }
        }
        for (int i = 0; i < 20; i++) {
            RawParty.admitted(broker).close();
            try (RawParty party = RawParty.connected(broker)) {
                party.say(RawParty.hello(broker)); // and does not wait for the welcome
            }
        }
    }

    @Test
    void aByteNowAndThenHoldsUpNobody() throws Exception {
        try (RawParty slow = RawParty.connected(broker)) {
            ByteBuffer hello = RawParty.hello(broker);
            while (hello.hasRemaining()) {
                slow.say(hello.slice(hello.position(), 1));
                hello.position(hello.position() + 1);
                if (hello.position() % 20 == 0) {
                    RawParty.admitted(broker).close();
                }
            }
            assertEquals(Status.OK, slow.answer(0).status(), "slow, and right");
        }
    }

    @Test
    void ofTooManySilentPeersThoseThatHaveWaitedLongestAreTurnedAway() throws Exception {
        List<RawParty> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 3 * Doorkeeper.MOST_STRANGERS; i++) {
                silent.add(RawParty.connected(broker));
            }
            RawParty.admitted(broker).close();
            for (RawParty first : silent.subList(0, 2 * Doorkeeper.MOST_STRANGERS)) {
                first.awaitEnd();
            }
            assertServed();
        } finally {
            for (RawParty one : silent) {
                one.close();
            }
        }
    }

    @Test
    @Tag("slow")
    void theSilentAndTheSlowAreTurnedAwayAfterTheirTime() throws Exception {
        try (RawParty silent = RawParty.connected(broker);
                RawParty slow = RawParty.connected(broker)) {
            ByteBuffer hello = RawParty.hello(broker);
            Thread talk = Thread.ofPlatform().daemon().start(() -> {
                try {
                    while (true) {
                        slow.say(hello.slice(0, 1));
                        Thread.sleep(1000);
                    }
                } catch (IOException | InterruptedException e) {
                    // turned away
                }
            });
            RawParty.admitted(broker).close();
            silent.awaitEnd();
            slow.awaitEnd();
            talk.join(LONG);
        }
    }

    /** The secret is the family's: who repeats a hello is one more process, and has nothing of the first one's. */
    @Test
    void repeatedHelloIsAProcessOfItsOwn() throws Exception {
        try (RawParty first = RawParty.connected(broker)) {
            first.say(RawParty.hello(broker));
            long number = first.answer(0).values().getLong();
            first.say(RawParty.call(Op.LOCK_ACQUIRE, 1, lock.number()));
            assertEquals(Status.OK, first.answer(1).status());
            try (RawParty second = RawParty.connected(broker)) {
                second.say(RawParty.hello(broker));
                assertNotEquals(number, second.answer(0).values().getLong());
                second.say(RawParty.call(Op.LOCK_RELEASE, 0, lock.number(), 0));
                second.say(RawParty.call(Op.SEMAPHORE_AVAILABLE, 2, semaphore.number()));
                assertEquals(Status.OK, second.answer(2).status());
            }
            awaitParties(2);
            assertEquals(number, LockWord.owner(member.words().get(lock.slot())), "the first one holds the lock still");
        }
    }

    private void awaitParties(int count) {
        Processes.await(LONG, "the end of one is seen", () -> broker.connected() == count);
    }

    /** What breaks the protocol after a right hello; the process is dealt with as one that has died. */
    static Stream<ByteBuffer> violations() {
        List<ByteBuffer> all = new ArrayList<>(List.of(
                garbage(),
                ByteBuffer.allocate(100),
                RawParty.frame(FrameType.CALL, 1, NOTHING),
                RawParty.frame(FrameType.CALL, 1, ByteBuffer.allocate(8)),
                RawParty.frame(FrameType.HELLO, 0, ByteBuffer.allocate(Hello.BYTES)),
                RawParty.frame(FrameType.TASK, 1, ByteBuffer.allocate(20)),
                RawParty.frame(FrameType.ANSWER, 1, ByteBuffer.allocate(20)),
                RawParty.frame(FrameType.MESSAGE, 0, ByteBuffer.allocate(20)),
                RawFrames.of(FrameType.CALL, 1, 1, ByteBuffer.allocate(20)),
                RawFrames.of(FrameType.CALL, 2, 1, ByteBuffer.allocate(20)),
                RawFrames.of(FrameType.CALL, -1, 1, ByteBuffer.allocate(20)),
                damagedPayload(),
                RawFrames.announcing(FrameType.CALL, Integer.MAX_VALUE),
                RawFrames.announcing(FrameType.CALL, Broker.MAX_PAYLOAD + 100),
                RawFrames.announcing(FrameType.CALL, -1)));
        for (int op : new int[] {0, -1, Byte.MIN_VALUE, Byte.MAX_VALUE}) {
            all.add(RawParty.call((byte) op, 1, 1, Port.arguments(1)));
        }
        for (long permits : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 31}) {
            all.add(RawParty.call(Op.SEMAPHORE_ACQUIRE, 1, 1, permits));
            all.add(RawParty.call(Op.SEMAPHORE_TRY, 1, 1, permits));
            all.add(RawParty.call(Op.SEMAPHORE_RELEASE, 1, 1, permits));
        }
        all.add(RawParty.call(Op.SEMAPHORE_ACQUIRE.code, 1, 1, ByteBuffer.allocate(7)));
        all.add(RawParty.call(Op.QUEUE_TAKE, 1, 1, 1)); // object 1 is the semaphore
        all.add(RawParty.call(Op.MAP_PUT, 1, 2, 1)); // and 2 the lock
        return all.stream();
    }

    private static ByteBuffer damagedPayload() {
        ByteBuffer frame = RawParty.call(Op.SEMAPHORE_AVAILABLE, 1, 1);
        return frame.put(frame.limit() - 1, (byte) 77);
    }

    @Test
    void whoBreaksTheProtocolIsDealtWithAsOneThatHasDied() throws Exception {
        assertEquals(1, semaphore.number());
        assertEquals(2, lock.number());
        List<ByteBuffer> violations = violations().toList();
        for (int i = 0; i < violations.size(); i++) {
            try (RawParty party = RawParty.admitted(broker)) {
                party.say(RawParty.call(Op.LOCK_ACQUIRE, 1, lock.number()));
                party.say(RawParty.call(Op.SEMAPHORE_ACQUIRE, 2, semaphore.number(), 2));
                assertEquals(Status.OK, party.answer(2).status(), "violation " + i + ": all is there at first");
                assertEquals(1, available());
                party.sayInVain(violations.get(i));
                party.awaitEnd();
            }
            awaitOnlyTheMember();
            assertEquals(3, available(), "violation " + i + ": its permits are back");
            long word = member.words().get(lock.slot());
            assertEquals(0, LockWord.owner(word), "violation " + i + ": the lock is free");
            assertEquals(i + 1, LockWord.deaths(word), "and its end is counted as a death");
        }
    }

    /** Truncated arguments, objects of other kinds and objects that are not there: an answer, or the end. */
    @Test
    void anyOperationOnAnyObjectIsAnsweredOrEndsItsCallerOnly() throws Exception {
        broker.newCondition(lock.number());
        broker.newEvent();
        broker.newBarrier(2);
        broker.newQueue(2, true);
        broker.newMap();
        broker.newWord(5);
        broker.newPipe();
        broker.newList();
        broker.newService(arguments -> arguments);
        for (Op op : Op.values()) {
            for (long object = 0; object <= 12; object++) {
                try (RawParty party = RawParty.admitted(broker)) {
                    for (int bytes : new int[] {20, 8, 7, 1, 0}) {
                        party.sayInVain(RawParty.call(op.code, bytes, object, ByteBuffer.allocate(bytes)));
                        party.sayInVain(RawParty.frame(FrameType.CANCEL, bytes, NOTHING));
                    }
                    party.sayInVain(RawParty.frame(FrameType.CANCEL, 12, NOTHING));
                }
            }
        }
        assertServed();
    }

    @Test
    void objectsThatAreNotThereAreToldAsClosed() throws Exception {
        try (RawParty party = RawParty.admitted(broker)) {
            for (long object : new long[] {-1, 99, Long.MAX_VALUE, Long.MIN_VALUE}) {
                party.say(RawParty.call(Op.LOCK_ACQUIRE, 7, object));
                assertEquals(Status.CLOSED, party.answer(7).status());
            }
        }
    }

    /** Calls are known by their party and number: who cancels or finishes what is not its own changes nothing. */
    @Test
    void whatBelongsToOthersStaysTheirs() throws Exception {
        Registered queue = broker.newQueue(5, false);
        try (RawParty owner = RawParty.admitted(broker);
                RawParty other = RawParty.admitted(broker)) {
            owner.say(RawParty.call(Op.QUEUE_PUT.code, 1, queue.number(), ByteBuffer.allocate(9)));
            assertEquals(Status.OK, owner.answer(1).status());
            owner.say(RawParty.call(Op.QUEUE_TAKE, 2, queue.number(), 0));
            long item = owner.answer(2).values().getLong(0);
            owner.say(RawParty.call(Op.LOCK_ACQUIRE, 3, lock.number()));
            assertEquals(Status.OK, owner.answer(3).status());
            owner.say(RawParty.call(Op.SEMAPHORE_ACQUIRE, 4, semaphore.number(), 3));
            assertEquals(Status.OK, owner.answer(4).status());
            owner.say(RawParty.call(Op.SEMAPHORE_ACQUIRE, 5, semaphore.number(), 1)); // it waits for itself
            for (long call = 1; call <= 5; call++) {
                other.say(RawParty.frame(FrameType.CANCEL, call, NOTHING));
            }
            other.say(RawParty.call(Op.QUEUE_DONE, 0, queue.number(), item));
            other.say(RawParty.call(Op.LOCK_RELEASE, 0, lock.number(), 0));
            other.say(RawParty.call(Op.QUEUE_STATE, 6, queue.number()));
            assertEquals(1, other.answer(6).values().getLong(Long.BYTES), "the item is the taker's still");
            assertNotEquals(0, LockWord.owner(member.words().get(lock.slot())));
            owner.say(RawParty.frame(FrameType.CANCEL, 5, NOTHING));
            assertEquals(Status.CANCELLED, owner.answer(5).status(), "only its own cancel reaches it");
        }
    }

    @Test
    void whatADeadPartyWaitedForIsForgotten() throws Exception {
        try (RawParty holder = RawParty.admitted(broker)) {
            holder.say(RawParty.call(Op.LOCK_ACQUIRE, 1, lock.number()));
            assertEquals(Status.OK, holder.answer(1).status());
            try (RawParty crowd = RawParty.admitted(broker)) {
                for (int i = 1; i <= 20_000; i++) {
                    crowd.say(RawParty.call(Op.LOCK_ACQUIRE, i, lock.number()));
                }
                crowd.say(RawParty.call(Op.SEMAPHORE_AVAILABLE, 0x7777_7777, semaphore.number()));
                assertEquals(Status.OK, crowd.answer(0x7777_7777).status());
            }
            awaitParties(2);
        }
    }

    /** Answers wait in the owner's memory; one that does not read them is asked for nothing further until it does. */
    @Test
    void whoAsksAndNeverReadsIsHeardNoMore() throws Exception {
        Registered map = broker.newMap();
        byte[] value = new byte[4 << 20];
        ByteBuffer entry = ByteBuffer.allocate(4 + 1 + 4 + value.length)
                .putInt(1)
                .put((byte) 'k')
                .putInt(value.length)
                .put(value)
                .flip();
        assertEquals(Status.OK, member.callNow(Op.MAP_PUT, map.number(), entry).status());
        ByteBuffer key = ByteBuffer.allocate(5).putInt(1).put((byte) 'k').flip();
        try (RawParty greedy = RawParty.admitted(broker)) {
            AtomicInteger asked = new AtomicInteger();
            Thread asking = Thread.ofPlatform().daemon().start(() -> {
                while (asked.incrementAndGet() <= 20_000) { // 80 GB of answers
                    greedy.sayInVain(RawParty.call(Op.MAP_GET.code, asked.get(), map.number(), key));
                }
            });
            Processes.await(LONG, "it is heard no more", () -> isSteady(asked));
            assertTrue(asked.get() < 20_000, asked::toString);
            assertServed();
            for (int i = 1; i <= 5; i++) {
                assertEquals(4 + value.length, greedy.answer(i).values().remaining(), "when it reads, it is served");
            }
            greedy.close();
            asking.join(LONG);
        }
    }

    private static boolean isSteady(AtomicInteger number) {
        int before = number.get();
        LockSupport.parkNanos(300_000_000);
        return before > 0 && number.get() == before;
    }

    /** Somebody else at the owner's address, as when it has ended and its port was taken. */
    @Test
    void falseOwnersAreRefusedInASentence() throws Exception {
        for (FalseOwner owner : FalseOwner.values()) {
            try (FalseOwner.Door door = owner.open(Files.createTempDirectory(directory, "f"))) {
                var refused = assertTimeoutPreemptively(
                        LONG,
                        () -> assertThrows(PortClosedException.class, () -> Ports.to(door.address(), "00".repeat(32))));
                assertTrue(refused.getMessage().contains(owner.reason), owner + ": " + refused.getMessage());
            }
        }
    }
}
