package org.concurrencybench.process.coordination;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.core.codec.Codecs;
import org.concurrencybench.process.api.Transport;
import org.concurrencybench.process.internal.Arguments;
import org.concurrencybench.process.internal.broker.Broker;
import org.concurrencybench.process.internal.broker.Broker.Registered;
import org.concurrencybench.process.internal.launch.RunDirectory;
import org.jspecify.annotations.Nullable;

/**
 * Owns objects that several processes share. Its process serves the others; when it is closed, or its process ends,
 * every operation on its objects fails with {@link OwnerGoneException}. Safe for use by several threads.
 *
 * <p>The death of any other process that uses the objects is seen at once, by the end of its connection, and each kind
 * of object says what becomes of what it held. A process that is merely stopped or slow is not dead, and keeps it. The
 * same holds for the owner: while it is stopped, whoever asks it waits, timeouts and interrupts included, since only
 * its answer says whether a grant came in time; a process that uses its objects for the first time gives up after 60 s.
 */
public final class Coordinator implements AutoCloseable {
    private final RunDirectory directory;
    private final Broker broker;
    private final AtomicInteger memories = new AtomicInteger();
    private volatile @Nullable InetSocketAddress address;

    private Coordinator(RunDirectory directory, Broker broker) {
        this.directory = directory;
        this.broker = broker;
    }

    /**
     * Starts one that others reach through a Unix domain socket.
     *
     * @throws IOException when there is no room for its files, or no socket
     */
    public static Coordinator start() throws IOException {
        return start(Transport.UNIX);
    }

    /**
     * Starts one.
     *
     * @param transport by which other processes of this machine reach it
     * @throws IOException when there is no room for its files, or no socket
     */
    public static Coordinator start(Transport transport) throws IOException {
        Arguments.required("transport", transport);
        RunDirectory directory = RunDirectory.create();
        try {
            return new Coordinator(directory, new Broker(directory.path(), transport));
        } catch (IOException | RuntimeException | Error e) {
            RunDirectory.closeQuietly(directory);
            throw e;
        }
    }

    /**
     * Starts one that other programs can use too, from other machines: those that have its key. See
     * {@link RemoteCoordinator}. Processes that were given handles reach it through a Unix domain socket, as usual.
     *
     * @param address to listen at, such as one of the loopback interface; port 0 for any
     * @param key not empty, and hard to guess
     * @throws IOException when there is no room for its files, or the address cannot be used
     */
    public static Coordinator start(InetSocketAddress address, byte[] key) throws IOException {
        Arguments.required("address", address);
        Arguments.required("key", key);
        Coordinator coordinator = start();
        try {
            coordinator.address = coordinator.broker.listen(address, key);
            return coordinator;
        } catch (IOException | RuntimeException | Error e) {
            coordinator.close();
            throw e;
        }
    }

    /** Where programs that have the key find it; empty when it was started without. */
    public Optional<InetSocketAddress> address() {
        return Optional.ofNullable(address);
    }

    /**
     * Publishes a handle, or a record of several ones, so that programs that have the key find it.
     *
     * @param name replaces what was published under it
     * @throws IOException when it cannot be encoded
     */
    public void publish(String name, Record handle) throws IOException, InterruptedException, OwnerGoneException {
        String type = Arguments.required("handle", handle).getClass().getName();
        Codec<Record> codec = ItemCodecs.of(type);
        ByteBuffer bytes = Base64.getEncoder().encode(codec.encode(handle));
        String encoded = StandardCharsets.US_ASCII.decode(bytes).toString();
        Optional<PublishedHandle> before =
                directory().put(Arguments.required("name", name), new PublishedHandle(type, encoded));
        assert before != null;
    }

    /** Withdraws what was published under this name; returns whether there was something. Handles remain usable. */
    public boolean unpublish(String name) throws IOException, InterruptedException, OwnerGoneException {
        return directory().remove(Arguments.required("name", name)).isPresent();
    }

    private SharedMap<String, PublishedHandle> directory() {
        return directory(handle(new Registered(Broker.DIRECTORY, -1)));
    }

    static SharedMap<String, PublishedHandle> directory(SharedHandle handle) {
        return new SharedMap<>(handle, String.class.getName(), PublishedHandle.class.getName());
    }

    /** A lock that nobody holds. */
    public ProcessLock newLock() {
        return new ProcessLock(handle(broker.newLock()));
    }

    /** A free lock that the thread which holds it may take again. */
    public ReentrantProcessLock newReentrantLock() {
        return new ReentrantProcessLock(newLock());
    }

    /** A condition of a reentrant lock of this coordinator. */
    public ProcessCondition newCondition(ReentrantProcessLock lock) {
        return newCondition(lock.plain());
    }

    /** A condition of a lock of this coordinator. */
    public ProcessCondition newCondition(ProcessLock lock) {
        own(lock.handle());
        return new ProcessCondition(handle(broker.newCondition(lock.handle().number())), lock);
    }

    /** A semaphore with that many permits, which may become more. */
    public ProcessSemaphore newSemaphore(int permits) {
        return newSemaphore(permits, Integer.MAX_VALUE);
    }

    /**
     * A semaphore.
     *
     * @param permits that are there at first; 0 or more
     * @param limit how many there may ever be at once; more are refused. {@link Integer#MAX_VALUE}: no limit
     */
    public ProcessSemaphore newSemaphore(int permits, int limit) {
        Arguments.range("limit", limit, 1, Integer.MAX_VALUE);
        Arguments.range("permits", permits, 0, limit);
        long most = limit == Integer.MAX_VALUE ? Long.MAX_VALUE : limit;
        return new ProcessSemaphore(handle(broker.newSemaphore(permits, most)), limit);
    }

    /** An event that is not set. */
    public ProcessEvent newEvent() {
        return new ProcessEvent(handle(broker.newEvent()));
    }

    /** A barrier for that many parties, 1 or more. */
    public ProcessBarrier newBarrier(int parties) {
        return new ProcessBarrier(
                handle(broker.newBarrier(Arguments.range("parties", parties, 1, Integer.MAX_VALUE))), parties);
    }

    /**
     * A queue of at most {@code capacity} items. An item whose taker ends before it has it is listed as lost.
     *
     * @param type of the items; one that has a codec
     * @throws IllegalArgumentException when it has none; the message says what to do
     */
    public <E> ProcessQueue<E> newQueue(Class<E> type, int capacity) {
        return newQueue(type, capacity, TakerDeath.REPORT);
    }

    /**
     * A queue of at most {@code capacity} items.
     *
     * @param type of the items; one that has a codec
     * @param takerDeath what becomes of items whose taker ends before it has them, or before it is done with them
     * @throws IllegalArgumentException when the type has no codec; the message says what to do
     */
    public <E> ProcessQueue<E> newQueue(Class<E> type, int capacity, TakerDeath takerDeath) {
        Codecs.of(Arguments.required("type", type));
        Arguments.required("takerDeath", takerDeath);
        return new ProcessQueue<>(
                handle(broker.newQueue(
                        Arguments.range("capacity", capacity, 1, Integer.MAX_VALUE),
                        takerDeath == TakerDeath.REDELIVER)),
                type.getName());
    }

    /** A queue of at most {@code capacity} items, each of which must be acknowledged; see {@link TakerDeath#REPORT}. */
    public <E> JoinableProcessQueue<E> newJoinableQueue(Class<E> type, int capacity) {
        return newJoinableQueue(type, capacity, TakerDeath.REPORT);
    }

    /**
     * A queue of at most {@code capacity} items, each of which must be acknowledged.
     *
     * @param type of the items; one that has a codec
     * @param takerDeath what becomes of items whose taker ends, or gives them back, before it has acknowledged them
     * @throws IllegalArgumentException when the type has no codec; the message says what to do
     */
    public <E> JoinableProcessQueue<E> newJoinableQueue(Class<E> type, int capacity, TakerDeath takerDeath) {
        return new JoinableProcessQueue<>(newQueue(type, capacity, takerDeath));
    }

    /**
     * A pipe, neither of whose ends is open.
     *
     * @param type of the messages in both directions; one that has a codec
     * @throws IllegalArgumentException when it has none; the message says what to do
     */
    public <T> ProcessPipe<T> newPipe(Class<T> type) {
        Codecs.of(Arguments.required("type", type));
        SharedHandle pipe = handle(broker.newPipe());
        return new ProcessPipe<>(new PipeEnd<>(pipe, 0, type.getName()), new PipeEnd<>(pipe, 1, type.getName()));
    }

    /** A number that all processes read and change in shared memory. */
    public SharedLong newLong(long value) {
        return new SharedLong(handle(broker.newWord(value)));
    }

    /**
     * Memory that all processes can map.
     *
     * @param bytes 1 or more
     * @throws IOException when there is no room for it
     */
    public SharedMemory newMemory(int bytes) throws IOException {
        Arguments.range("bytes", bytes, 1, Integer.MAX_VALUE);
        return SharedMemory.create(directory.path().resolve("memory-" + memories.incrementAndGet()), bytes);
    }

    /**
     * Numbers that all processes read and change in shared memory; 0 at first.
     *
     * @param length 1 or more, and at most 2 GiB of memory
     * @throws IOException when there is no room for them
     */
    public SharedLongArray newLongArray(int length) throws IOException {
        return new SharedLongArray(newMemory(SharedLongArray.bytes(length)), length);
    }

    /** See {@link #newLongArray}. */
    public SharedIntArray newIntArray(int length) throws IOException {
        return new SharedIntArray(newMemory(SharedIntArray.bytes(length)), length);
    }

    /** See {@link #newLongArray}. */
    public SharedDoubleArray newDoubleArray(int length) throws IOException {
        return new SharedDoubleArray(newMemory(SharedDoubleArray.bytes(length)), length);
    }

    /**
     * A value that all processes read and replace.
     *
     * @param type of the value; one that has a codec
     * @param value that it has at first
     * @throws IOException when the value cannot be encoded
     */
    public <T> SharedReference<T> newReference(Class<T> type, T value)
            throws IOException, InterruptedException, OwnerGoneException {
        SharedReference<T> reference = new SharedReference<>(newMap(String.class, type));
        reference.set(value);
        return reference;
    }

    /**
     * A list that all processes read and change, empty at first.
     *
     * @param type of the elements; one that has a codec
     * @throws IllegalArgumentException when it has none; the message says what to do
     */
    public <E> SharedList<E> newList(Class<E> type) {
        Codecs.of(Arguments.required("type", type));
        return new SharedList<>(handle(broker.newList()), type.getName());
    }

    /**
     * Serves an object: all processes can call the methods of an interface of it. See {@link SharedService}.
     *
     * @param type an interface whose methods take and return what has a codec
     * @param implementation safe for use by several threads
     * @throws IllegalArgumentException when a method's types have no codec; the message names the method
     */
    public <I> SharedService<I> serve(Class<I> type, I implementation) {
        if (!Arguments.required("type", type).isInterface() || type.isSealed()) {
            throw new IllegalArgumentException(
                    "type must be an interface that is not sealed, not " + type.getName() + ": extract one");
        }
        ServedObject served = new ServedObject(type, Arguments.required("implementation", implementation));
        return new SharedService<>(handle(broker.newService(served)), type.getName());
    }

    /** A map that all processes read and change; keys and values have codecs. */
    public <K, V> SharedMap<K, V> newMap(Class<K> keys, Class<V> values) {
        Codecs.of(Arguments.required("keys", keys));
        Codecs.of(Arguments.required("values", values));
        return new SharedMap<>(handle(broker.newMap()), keys.getName(), values.getName());
    }

    /** How many other processes are connected now; each connects when it first uses an object. */
    public int connectedProcesses() {
        return broker.connected();
    }

    private SharedHandle handle(Registered object) {
        return new SharedHandle(broker.address(), broker.token(), object.number(), object.slot());
    }

    private void own(SharedHandle handle) {
        if (!handle.address().equals(broker.address())) {
            throw new IllegalArgumentException("the lock belongs to another coordinator");
        }
    }

    /** Ends all objects: whoever waits for one fails with {@link OwnerGoneException}. */
    @Override
    public void close() throws IOException {
        try (directory) {
            broker.close();
        }
    }
}
