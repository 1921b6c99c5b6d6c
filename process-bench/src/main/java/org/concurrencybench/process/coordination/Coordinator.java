package org.concurrencybench.process.coordination;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.concurrencybench.core.codec.Codecs;
import org.concurrencybench.process.api.Transport;
import org.concurrencybench.process.internal.Arguments;
import org.concurrencybench.process.internal.broker.Broker;
import org.concurrencybench.process.internal.broker.Broker.Registered;
import org.concurrencybench.process.internal.launch.RunDirectory;

/**
 * Owns objects that several processes share. Its process serves the others; when it is closed, or its process ends,
 * every operation on its objects fails with {@link OwnerGoneException}. Safe for use by several threads.
 *
 * <p>The death of any other process that uses the objects is seen at once, by the end of its connection, and each kind
 * of object says what becomes of what it held. A process that is merely stopped or slow is not dead, and keeps it.
 */
public final class Coordinator implements AutoCloseable {
    private final RunDirectory directory;
    private final Broker broker;
    private final AtomicInteger memories = new AtomicInteger();

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

    /** A lock that nobody holds. */
    public ProcessLock newLock() {
        return new ProcessLock(handle(broker.newLock()));
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
