package org.concurrencybench.process.internal.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.concurrencybench.process.api.Transport;
import org.concurrencybench.process.fixtures.Leaks;
import org.concurrencybench.process.fixtures.Processes;
import org.concurrencybench.process.fixtures.Seeds;
import org.concurrencybench.process.internal.broker.Broker.Registered;
import org.concurrencybench.process.internal.wire.FrameType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several processes at once that have the secret and say anything: right calls, calls with wrong arguments, cancelled
 * and repeated ones, garbage, and an end in the middle of a frame. Afterwards every object does what it is for.
 */
@Timeout(300)
class BrokerFuzzTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int PARTIES = 3;
    private static final int MOST_CALLS = 60;
    private static final Op[] OPS = Op.values();

    @TempDir
    Path directory;

    @Test
    void anyCallsOfSeveralPartiesLeaveAllObjectsAtWork(TestReporter reporter) throws Exception {
        fuzz(Seeds.fixed(reporter, 91), Duration.ofMillis(800));
    }

    @Test
    @Tag("slow")
    void anyCallsOfSeveralPartiesLeaveAllObjectsAtWorkForLonger(TestReporter reporter) throws Exception {
        fuzz(Seeds.fresh(reporter), Duration.ofSeconds(40));
    }

    private void fuzz(long seed, Duration howLong) throws Exception {
        try (Broker broker = new Broker(directory, Transport.UNIX)) {
            RemotePort member =
                    RemotePort.connect(broker.address(), HexFormat.of().parseHex(broker.token()));
            Objects objects = new Objects(broker);
            round(broker, member, objects, "seed " + seed, seed); // all classes are loaded after it
            Leaks leaks = new Leaks("shared-objects");
            long end = System.nanoTime() + howLong.toNanos();
            for (int round = 1; round == 1 || System.nanoTime() < end; round++) {
                objects = objects.renewed(broker);
                round(broker, member, objects, "seed " + seed + ", round " + round, seed + 1000L * round);
            }
            leaks.close();
        }
    }

    private static void round(Broker broker, RemotePort member, Objects objects, String where, long seed)
            throws Exception {
        List<Thread> parties = new ArrayList<>();
        for (int i = 0; i < PARTIES; i++) {
            Random random = new Random(seed + i);
            parties.add(Thread.ofPlatform().start(() -> talk(broker, objects, random)));
        }
        for (Thread party : parties) {
            party.join();
        }
        Processes.await(LONG, where + ": all have gone", () -> broker.connected() == 1);
        assertTimeoutPreemptively(LONG, () -> objects.check(member, where), where);
    }

    private static void talk(Broker broker, Objects objects, Random random) {
        try (RawParty party = RawParty.admitted(broker)) {
            Thread reading = Thread.ofVirtual().start(party::awaitEnd);
            for (int left = random.nextInt(MOST_CALLS); left > 0; left--) {
                party.say(words(objects, random));
            }
            if (random.nextBoolean()) {
                ByteBuffer last = words(objects, random);
                party.say(last.limit(random.nextInt(last.limit() + 1)));
            }
            if (random.nextInt(4) == 0) {
                Thread.sleep(random.nextInt(5));
            }
            party.close();
            reading.join();
        } catch (IOException | InterruptedException e) {
            // turned away for what it said
        }
    }

    private static ByteBuffer words(Objects objects, Random random) {
        ByteBuffer words = switch (random.nextInt(12)) {
            case 0 -> RawParty.frame(FrameType.CANCEL, random.nextInt(20), NOTHING);
            case 1 ->
                RawParty.call(
                        OPS[random.nextInt(OPS.length)].code,
                        random.nextInt(20),
                        object(objects, random),
                        bytes(random));
            default ->
                RawParty.call(
                        OPS[random.nextInt(OPS.length)].code,
                        random.nextInt(20),
                        object(objects, random),
                        arguments(random));
        };
        if (random.nextInt(400) == 0) {
            int at = random.nextInt(words.limit());
            words.put(at, (byte) (words.get(at) ^ (1 << random.nextInt(8))));
        }
        return words;
    }

    private static long object(Objects objects, Random random) {
        return random.nextInt(10) == 0 ? random.nextInt(100) - 10 : objects.anyOf(random);
    }

    private static ByteBuffer bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    /** Right for one operation or another: numbers, and parts with their lengths before them. */
    private static ByteBuffer arguments(Random random) {
        ByteBuffer arguments = ByteBuffer.allocate(200);
        for (int left = random.nextInt(4); left > 0; left--) {
            switch (random.nextInt(4)) {
                case 0 -> arguments.putLong(random.nextInt(2));
                case 1 -> arguments.putLong(1 + random.nextInt(4));
                case 2 -> arguments.putInt(-1);
                default -> {
                    byte[] part = new byte[random.nextInt(8)];
                    arguments.putInt(part.length).put(part);
                }
            }
        }
        return arguments.flip();
    }

    /** One of each kind, and what each is for. */
    private record Objects(
            Registered lock,
            Registered condition,
            Registered semaphore,
            Registered event,
            Registered barrier,
            Registered reporting,
            Registered redelivering,
            Registered map,
            Registered pipe,
            Registered list,
            Registered number,
            Registered service) {
        private static final int PERMITS = 3;
        private static final int LIMIT = 6;

        Objects(Broker broker) {
            this(broker, broker.newLock());
        }

        private Objects(Broker broker, Registered lock) {
            this(
                    lock,
                    broker.newCondition(lock.number()),
                    broker.newSemaphore(PERMITS, LIMIT),
                    broker.newEvent(),
                    broker.newBarrier(2),
                    broker.newQueue(5, false),
                    broker.newQueue(5, true),
                    broker.newMap(),
                    broker.newPipe(),
                    broker.newList(),
                    broker.newWord(0),
                    broker.newService(arguments -> arguments));
        }

        /** Closed queues, pipes and full semaphores are replaced; what cannot be used up stays. */
        Objects renewed(Broker broker) {
            return new Objects(
                    lock,
                    condition,
                    broker.newSemaphore(PERMITS, LIMIT),
                    event,
                    barrier,
                    broker.newQueue(5, false),
                    broker.newQueue(5, true),
                    map,
                    broker.newPipe(),
                    list,
                    number,
                    service);
        }

        long anyOf(Random random) {
            List<Registered> all = List.of(
                    lock,
                    condition,
                    semaphore,
                    event,
                    barrier,
                    reporting,
                    redelivering,
                    map,
                    pipe,
                    list,
                    number,
                    service);
            return all.get(random.nextInt(all.size())).number();
        }

        void check(RemotePort member, String where) throws Exception {
            assertEquals(Status.OK, call(member, Op.LOCK_ACQUIRE, lock).status(), where);
            Answer notSignalled = member.call(Op.CONDITION_AWAIT, condition.number(), NOTHING, 1000);
            assertEquals(Status.OK, notSignalled.status(), where);
            member.tell(Op.LOCK_RELEASE, lock.number(), 0);

            long permits =
                    call(member, Op.SEMAPHORE_AVAILABLE, semaphore).values().getLong(0);
            assertTrue(permits >= 0 && permits <= LIMIT, where + ": " + permits + " permits");
            if (permits == 0) {
                assertEquals(
                        Status.OK,
                        call(member, Op.SEMAPHORE_RELEASE, semaphore, 1).status(),
                        where);
            }
            assertEquals(
                    Status.OK, call(member, Op.SEMAPHORE_ACQUIRE, semaphore, 1).status(), where);

            member.words().set(event.slot(), EventWord.set(0));
            assertEquals(Status.OK, call(member, Op.EVENT_AWAIT, event).status(), where);
            member.words().set(event.slot(), 0);

            assertEquals(Status.OK, call(member, Op.BARRIER_RESET, barrier).status(), where);
            assertEquals(0, call(member, Op.BARRIER_STATE, barrier).values().getLong(0), where);
            for (Registered queue : List.of(reporting, redelivering)) {
                check(member, queue, where);
            }
            ByteBuffer entry = ByteBuffer.allocate(10)
                    .putInt(1)
                    .put((byte) 'k')
                    .putInt(1)
                    .put((byte) 'v')
                    .flip();
            assertEquals(
                    Status.OK,
                    member.call(Op.MAP_PUT, map.number(), entry, LONG.toNanos()).status(),
                    where);
            Answer got = member.call(Op.MAP_GET, map.number(), entry.slice(0, 5), LONG.toNanos());
            assertEquals(ByteBuffer.allocate(5).putInt(1).put((byte) 'v').flip(), got.values(), where);

            assertEquals(Status.OK, call(member, Op.LIST_CLEAR, list).status(), where);
            assertEquals(0, call(member, Op.LIST_ADD, list, 7).values().getLong(0), where);
            assertEquals(7, call(member, Op.LIST_GET, list, 0).values().getLong(0), where);
            assertEquals(Status.OK, call(member, Op.WORD_SET, number, 5).status(), where);
            assertEquals(5, call(member, Op.WORD_GET, number).values().getLong(0), where);
            assertEquals(9, call(member, Op.SERVICE_CALL, service, 9).values().getLong(0), where);
        }

        private static void check(RemotePort member, Registered queue, String where) throws Exception {
            assertEquals(
                    0,
                    call(member, Op.QUEUE_STATE, queue).values().getLong(Long.BYTES),
                    where + ": items are in the hands of the dead");
            Answer taken;
            while ((taken = call(member, Op.QUEUE_TAKE, queue, 0)).status() == Status.OK) {
                member.tell(Op.QUEUE_DONE, queue.number(), taken.values().getLong(0));
            }
            Answer put = call(member, Op.QUEUE_PUT, queue, 0, 42);
            if (put.status() == Status.CLOSED) {
                return;
            }
            assertEquals(Status.OK, put.status(), where);
            taken = call(member, Op.QUEUE_TAKE, queue, 0);
            assertEquals(42, taken.values().getLong(Long.BYTES), where);
            member.tell(Op.QUEUE_DONE, queue.number(), taken.values().getLong(0));
            assertEquals(Status.OK, call(member, Op.QUEUE_JOIN, queue).status(), where);
        }

        private static Answer call(RemotePort member, Op op, Registered object, long... arguments) throws Exception {
            return member.call(op, object.number(), Port.arguments(arguments), LONG.toNanos());
        }
    }
}
