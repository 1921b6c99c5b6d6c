package org.concurrencybench.process.internal.broker;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import org.concurrencybench.process.api.Transport;
import org.concurrencybench.process.internal.transport.Hello;
import org.concurrencybench.process.internal.transport.KeyedListener;
import org.concurrencybench.process.internal.transport.NetworkOptions;
import org.concurrencybench.process.internal.transport.TransportProvider;
import org.concurrencybench.process.internal.transport.Transports;
import org.concurrencybench.process.internal.wire.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/**
 * The owner's side: keeps the objects, serves the other processes, and sees by the end of a connection that one of them
 * has died.
 *
 * @implNote One lock guards all objects and parties. Nothing waits under it: what cannot be done at once is parked, and
 *     writes to sockets never block. A thread accepts connections; each connected process has one that receives. Where
 *     futexes are used, calls come through memory: a thread always listens for them, and one of this process that waits
 *     for an answer does so in its place.
 */
public final class Broker implements Closeable {
    /** Of one call or answer: an item of a queue, mostly. */
    static final int MAX_PAYLOAD = 256 << 20;

    /** The number of the map of published handles, by their names. */
    public static final long DIRECTORY = 0;

    private static final int OWNER = 1;
    private static final String SOCKET = "broker";

    private final Path directory;
    private final TransportProvider.Rendezvous rendezvous;
    private final Path wordsFile;
    private final Words words;
    private final byte[] token = new byte[Hello.TOKEN_BYTES];
    private final LocalPort port;
    private final Doorkeeper doorkeeper;
    private final @Nullable Futex futex;
    /** Of threads of this process that wait for an answer; null where there are no futexes. */
    private final @Nullable Listener listener;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Long, BrokerObject> objects = new HashMap<>();
    private final Set<Party> parties = new LinkedHashSet<>();
    private int partyNumbers = OWNER;
    private long objectNumbers;
    private int slots;
    /** Those that have a lane; changed under the lock. */
    private final List<RemoteParty> lanes = new CopyOnWriteArrayList<>();

    private boolean draining;
    /** The doorkeeper's. */
    private int laneNumbers;

    /** For other machines; made when asked for. */
    private volatile @Nullable KeyedListener network;
    /** Of calls of services; made for the first one. */
    private @Nullable ExecutorService serviceThreads;

    private volatile boolean closed;

    /** In this directory, which only its user can enter. */
    public Broker(Path directory, Transport transport) throws IOException {
        this.directory = directory;
        new SecureRandom().nextBytes(token);
        wordsFile = directory.resolve(Words.NAME);
        words = Words.create(wordsFile);
        rendezvous = Transports.of(transport).meet(directory, SOCKET);
        port = new LocalPort(this, OWNER, words);
        parties.add(port.party());
        objects.put(DIRECTORY, new MapObject());
        Ports.register(rendezvous.address(), port);
        futex = Futex.find();
        listener = futex == null ? null : new Listener(words.ownBell(futex), this::takeCalls);
        doorkeeper = new Doorkeeper(rendezvous, token, this::admit);
        doorkeeper.start();
        if (futex != null) {
            Bell bell = words.serverBell(futex);
            Thread.ofPlatform().daemon().name("shared-objects").start(() -> listenAlways(bell));
        }
    }

    public String address() {
        return rendezvous.address();
    }

    /** Lets processes in that have this key, from other machines too. Called once. Returns where. */
    public InetSocketAddress listen(InetSocketAddress address, byte[] key) throws IOException {
        KeyedListener listener = KeyedListener.bind(address, key, this::admitFromNetwork);
        network = listener;
        return (InetSocketAddress) listener.address();
    }

    /** It has shown the key; its first message says what its pid is. */
    private void admitFromNetwork(SocketChannel channel) throws IOException {
        ByteBuffer hello = ByteBuffer.allocate(Hello.FRAME_BYTES);
        while (hello.hasRemaining()) {
            if (channel.read(hello) < 0) {
                throw new EOFException("it left before it had said hello");
            }
        }
        String rejection = Hello.rejectionReason(hello.flip(), new byte[Hello.TOKEN_BYTES]);
        if (rejection != null) {
            throw new IOException(rejection);
        }
        NetworkOptions.set(channel);
        admit(channel, Hello.pid(hello), rendezvous.address(), null, channel.getRemoteAddress());
    }

    public String token() {
        return HexFormat.of().formatHex(token);
    }

    /** What is known by a number, and by a word where it has one. */
    public record Registered(long number, int slot) {}

    public Registered newLock() {
        return withWord(slot -> new LockObject(words, slot));
    }

    public Registered newEvent() {
        return withWord(slot -> new EventObject(words, slot));
    }

    /** A word that is nothing but itself. */
    public Registered newWord(long value) {
        Registered word = withWord(slot -> new WordObject(words, slot));
        words.set(word.slot(), value);
        return word;
    }

    /** {@code lock}: the number of one. */
    public Registered newCondition(long lock) {
        return add(slot -> new ConditionObject((LockObject) object(lock)), false);
    }

    public Registered newSemaphore(long permits, long limit) {
        return add(slot -> new SemaphoreObject(permits, limit), false);
    }

    public Registered newBarrier(int parties) {
        return add(slot -> new BarrierObject(parties), false);
    }

    public Registered newQueue(int capacity, boolean redelivers) {
        return add(slot -> new QueueObject(capacity, redelivers), false);
    }

    public Registered newMap() {
        return add(slot -> new MapObject(), false);
    }

    public Registered newPipe() {
        return add(slot -> new PipeObject(), false);
    }

    public Registered newList() {
        return add(slot -> new ListObject(), false);
    }

    /** An object whose methods are called, on threads of this broker's. */
    public Registered newService(ServiceTarget target) {
        return add(slot -> new ServiceObject(this, target), false);
    }

    private Registered withWord(IntFunction<BrokerObject> object) {
        return add(object, true);
    }

    private Registered add(IntFunction<BrokerObject> object, boolean hasWord) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the coordinator is closed");
            }
            if (hasWord && slots == Words.COUNT) {
                throw new IllegalStateException("a coordinator has at most " + Words.COUNT
                        + " locks, events and shared numbers: start another one");
            }
            int slot = hasWord ? slots++ : -1;
            objects.put(++objectNumbers, object.apply(slot));
            return new Registered(objectNumbers, slot);
        } finally {
            lock.unlock();
        }
    }

    private BrokerObject object(long number) {
        BrokerObject known = objects.get(number);
        if (known == null) {
            throw new IllegalArgumentException("there is no object " + number);
        }
        return known;
    }

    boolean isClosed() {
        return closed;
    }

    void underLock(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    /** Called under the lock. */
    Executor serviceThreads() {
        ExecutorService known = serviceThreads;
        if (known == null) {
            known = Executors.newCachedThreadPool(
                    Thread.ofPlatform().daemon().name("shared-service-", 0).factory());
            serviceThreads = known;
        }
        return known;
    }

    /** Lets a thread of this process listen for the calls of others while it waits; see {@link Listener#await}. */
    boolean listen(Pending waiting, long nanos) {
        return listener != null && !lanes.isEmpty() && listener.await(waiting, nanos);
    }

    private void listenAlways(Bell bell) {
        while (!closed) {
            bell.listen();
            takeCalls();
            bell.await(false);
        }
    }

    private void takeCalls() {
        underLock(this::drain);
    }

    /** Does what stands in the lanes, in the order of the stamps. */
    private void drain() {
        if (draining || lanes.isEmpty()) {
            return; // it is a call from a lane that leads here
        }
        draining = true;
        try {
            RemoteParty next;
            while ((next = earliest()) != null) {
                next.takeNext();
            }
        } finally {
            draining = false;
        }
    }

    /**
     * Whose message has the lowest stamp. What was sent before a message that is there by now is there, too, but may
     * have come after its lane was looked at: so they are looked at again until nothing changes.
     */
    private @Nullable RemoteParty earliest() {
        RemoteParty found = null;
        long least = Ring.NONE;
        boolean changed;
        do {
            changed = false;
            for (RemoteParty party : lanes) {
                long stamp = party.nextStamp();
                if (stamp < least) {
                    least = stamp;
                    found = party;
                    changed = true;
                }
            }
        } while (changed && lanes.size() > 1);
        return found;
    }

    void dispatch(Call call, Op op, long object, ByteBuffer arguments) throws ProtocolViolation {
        lock.lock();
        try {
            if (op == Op.QUEUE_JOIN) {
                words.setJoined(); // before the lanes are looked at, so that what comes later rings
            }
            drain();
            if (closed) {
                return; // the end of its connection answers it, as it does all others
            }
            BrokerObject known = objects.get(object);
            if (known == null) {
                call.answer(Status.CLOSED);
            } else {
                known.call(op, call, arguments);
            }
        } finally {
            lock.unlock();
        }
    }

    void cancel(Party party, long call) {
        lock.lock();
        try {
            drain();
            BrokerObject where = party.whereWaits(call);
            if (where != null) {
                where.cancel(new Call(party, call));
            }
        } finally {
            lock.unlock();
        }
    }

    private void admit(SocketChannel channel, long pid) throws IOException {
        admit(channel, pid, wordsFile.toString(), newLane(), null);
    }

    /** Null where there are no futexes, or no room for it. */
    private @Nullable Lane newLane() {
        try {
            return futex == null ? null : Lane.create(directory.resolve(Lane.NAME + ++laneNumbers), futex);
        } catch (IOException e) {
            return null; // its socket will do
        }
    }

    /** {@code welcome}: the file of the words, or the own address for those that cannot map it. */
    private void admit(
            SocketChannel channel, long pid, String welcome, @Nullable Lane lane, @Nullable SocketAddress from)
            throws IOException {
        RemoteParty party;
        lock.lock();
        try {
            if (closed || partyNumbers == LockWord.MOST_OWNER) {
                channel.close();
                if (lane != null) {
                    lane.delete();
                }
                return;
            }
            party = new RemoteParty(this, ++partyNumbers, pid, channel, lane, from);
            parties.add(party);
            if (lane != null) {
                lanes.add(party);
            }
        } finally {
            lock.unlock();
        }
        try {
            party.start(Welcome.answer(party.number, welcome, lane == null ? null : lane.file));
        } catch (OutOfMemoryError e) { // the system gives no more threads
            gone(party);
            party.end();
        }
    }

    /** Its connection has ended. */
    void gone(Party party) {
        lock.lock();
        try {
            drain(); // what it sent before
            if (parties.remove(party)) {
                lanes.removeIf(party::equals);
                party.leave();
                for (BrokerObject object : List.copyOf(objects.values())) {
                    object.partyGone(party);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many other processes are connected. */
    public int connected() {
        lock.lock();
        try {
            return parties.size() - 1;
        } finally {
            lock.unlock();
        }
    }

    /** Ends all connections; whoever waits is told. */
    @Override
    public void close() throws IOException {
        List<Party> left;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            left = List.copyOf(parties);
            objects.clear();
            if (serviceThreads != null) {
                serviceThreads.shutdownNow();
            }
        } finally {
            lock.unlock();
        }
        Ports.forget(rendezvous.address());
        port.closeAll();
        if (futex != null) {
            words.serverBell(futex).ring(); // it ends
        }
        for (Party party : left) {
            if (party instanceof RemoteParty remote) {
                remote.disconnect();
            }
        }
        doorkeeper.close();
        KeyedListener listener = network;
        if (listener != null) {
            listener.close();
        }
    }
}
