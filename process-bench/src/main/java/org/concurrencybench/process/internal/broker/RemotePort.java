package org.concurrencybench.process.internal.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.concurrencybench.process.internal.transport.Endpoint;
import org.concurrencybench.process.internal.transport.HandshakeLimit;
import org.concurrencybench.process.internal.transport.Hello;
import org.concurrencybench.process.internal.transport.NetworkOptions;
import org.concurrencybench.process.internal.transport.Proof;
import org.concurrencybench.process.internal.wire.Connection;
import org.concurrencybench.process.internal.wire.Frame;
import org.concurrencybench.process.internal.wire.FrameType;
import org.concurrencybench.process.internal.wire.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/**
 * Another process's way to the broker: one connection, which also shows the broker that this process lives.
 *
 * @implNote A thread of this process that waits for an answer receives itself, so that no other has to wake it. Where
 *     both sides have futexes, calls and answers go through memory, and a thread of this class stays at the socket to
 *     see the owner's end, and to receive for those that cannot. Elsewhere it does so while nobody else receives: it
 *     looks every {@value #PAUSE_MILLIS} ms, and then stays until something comes.
 */
public final class RemotePort extends Port {
    private static final Duration WELCOME = Duration.ofSeconds(60);
    private static final int PAUSE_MILLIS = 20;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);
    /** The first and the longest pause while there is no room in the lane. */
    private static final long LEAST_ROOM_NANOS = 20_000;

    private static final long MOST_ROOM_NANOS = 1_000_000;
    /** A message of more bytes than this may go in parts. */
    private static final int LARGE = 32 << 10;

    private final Connection connection;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
    /** Held by the thread that reads the socket. */
    private final ReentrantLock receiving = new ReentrantLock();
    /** How often a thread has received that waited for an answer. */
    private final AtomicLong turns = new AtomicLong();

    private final Thread receiver =
            Thread.ofPlatform().daemon().name("shared-objects").unstarted(this::receiveAlways);
    private final @Nullable OwnLane own;
    /** Of the threads that wait for answers of the lane. */
    private final @Nullable Listener listener;

    /** Until when the thread that always receives does so without pauses, for others that cannot. */
    private volatile long neededUntil = System.nanoTime();

    private volatile boolean open = true;
    private final String ownerAddress;

    /** The lane as this side uses it. */
    private static final class OwnLane {
        final Lane lane;
        final Bell ownerWaiting;
        final Bell ownerAlways;
        /** Taken around reading answers. */
        final ReentrantLock reading = new ReentrantLock();

        private OwnLane(Lane lane, Words words, Futex futex) {
            this.lane = lane;
            this.ownerWaiting = words.ownBell(futex);
            this.ownerAlways = words.serverBell(futex);
        }

        /** Null where the owner has made none, or this process cannot use it. */
        static @Nullable OwnLane of(@Nullable Path file, Words words) throws IOException {
            Futex futex = file == null ? null : Futex.find();
            return file == null || futex == null ? null : new OwnLane(Lane.open(file, futex), words, futex);
        }

        void ringOwner() {
            if (!ownerWaiting.ring()) {
                ownerAlways.ring();
            }
        }
    }

    /** {@code lane}: of this connection; only with words. */
    private RemotePort(Connection connection, Welcome welcome, @Nullable Words words, @Nullable OwnLane lane) {
        super(welcome.number(), words);
        this.connection = connection;
        this.ownerAddress = words == null ? welcome.text() : "";
        this.own = lane;
        this.listener = lane == null ? null : new Listener(lane.lane.bell, this::readLane);
    }

    /**
     * Connects.
     *
     * @param address of the broker's socket
     * @param token the broker's secret
     */
    static RemotePort connect(String address, byte[] token) throws IOException {
        SocketChannel channel = Endpoint.connect(address);
        Connection connection = greet(channel, token);
        try {
            Welcome welcome = welcome(connection);
            Words words = Words.open(Path.of(welcome.text()));
            RemotePort port = new RemotePort(connection, welcome, words, OwnLane.of(welcome.lane(), words));
            port.receiver.start();
            return port;
        } catch (IOException | RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Connects through a network, without shared memory, and makes this the way of the handles of that owner's objects,
     * unless this process has another one already.
     *
     * @param address where the broker listens for those that have the key
     */
    public static RemotePort connect(InetSocketAddress address, byte[] key) throws IOException {
        Proof proof = new Proof(key);
        SocketChannel channel = SocketChannel.open();
        HandshakeLimit.within(HandshakeLimit.LIMIT, channel, () -> {
            channel.connect(address);
            proof.ofClient(channel);
            NetworkOptions.set(channel);
            return channel;
        });
        Connection connection = greet(channel, new byte[Hello.TOKEN_BYTES]);
        try {
            Welcome welcome = welcome(connection);
            RemotePort port = new RemotePort(connection, welcome, null, null);
            port.receiver.start();
            Ports.offer(port.ownerAddress, port);
            return port;
        } catch (IOException | RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    private static Connection greet(SocketChannel channel, byte[] token) throws IOException {
        try {
            ByteBuffer hello = Hello.frame(token, ProcessHandle.current().pid());
            while (hello.hasRemaining()) {
                channel.write(hello);
            }
            return new Connection(channel, Broker.MAX_PAYLOAD);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** What the handles of the owner's objects name as its address; only through a network. */
    public String ownerAddress() {
        return ownerAddress;
    }

    private static Welcome welcome(Connection connection) throws IOException {
        long deadline = System.nanoTime() + WELCOME.toNanos();
        while (System.nanoTime() < deadline) {
            if (!connection.receive(1000)) {
                throw new IOException("the owner of the shared object has turned this process away");
            }
            Frame frame = connection.next();
            if (frame != null) {
                if (frame.type() != FrameType.ANSWER || frame.id() != 0) {
                    throw new IOException("the owner answered with " + frame.type());
                }
                return Welcome.read(Answer.read(frame.payload()));
            }
        }
        throw new IOException("the owner of the shared object did not answer within " + WELCOME.toSeconds() + " s");
    }

    private void receiveAlways() {
        long seen = turns.get();
        while (open) {
            if (turns.get() == seen || System.nanoTime() - neededUntil < 0) {
                receiving.lock();
                try {
                    receiveOnce(0);
                } finally {
                    receiving.unlock();
                }
                wakeNext();
            }
            seen = turns.get();
            if (own == null && System.nanoTime() - neededUntil >= 0) {
                LockSupport.parkNanos(this, PAUSE_NANOS);
            }
        }
    }

    private void receiveOnce(long timeoutMillis) {
        try {
            if (open && connection.receive(timeoutMillis)) {
                Frame frame;
                while ((frame = connection.next()) != null) {
                    if (frame.type() == FrameType.ANSWER) {
                        complete(frame.id(), Answer.read(frame.payload()));
                    }
                }
                readLane();
                return;
            }
        } catch (IOException | ClosedSelectorException | CancelledKeyException e) {
            // the same as its end
        } catch (Throwable e) {
            disconnect(); // no room for an answer: its thread would wait for ever
            throw e;
        }
        disconnect();
    }

    /** Ends the connection: for the owner, this process has ended. */
    public void disconnect() {
        open = false;
        closeAll();
        try {
            connection.close();
        } catch (IOException e) {
            // nothing more is sent
        }
    }

    private void complete(long call, Answer answer) {
        Pending waiting = pending.remove(call);
        if (waiting != null) {
            waiting.complete(answer);
        }
    }

    /** Lets one of those that wait receive, since nobody does now. */
    private void wakeNext() {
        if (own == null) {
            for (Pending waiting : pending.values()) {
                if (waiting.caller().isVirtual()) {
                    wantReceiver();
                } else {
                    LockSupport.unpark(waiting.caller());
                }
                return;
            }
        }
    }

    private void wantReceiver() {
        neededUntil = System.nanoTime() + PAUSE_NANOS;
        LockSupport.unpark(receiver);
    }

    @Override
    public boolean receive(Pending waiting, long nanos) {
        if (listener != null) {
            return listener.await(waiting, nanos);
        }
        if (Thread.currentThread().isVirtual()) {
            wantReceiver();
            return false;
        }
        if (!receiving.tryLock()) {
            return false;
        }
        turns.incrementAndGet();
        long begin = System.nanoTime();
        try {
            long left = nanos;
            while (left > 0 && !waiting.isAnswered() && !Thread.currentThread().isInterrupted()) {
                receiveOnce(nanos == FOREVER ? 0 : TimeUnit.NANOSECONDS.toMillis(left) + 1);
                left = nanos == FOREVER ? FOREVER : nanos - (System.nanoTime() - begin);
            }
        } finally {
            receiving.unlock();
        }
        wakeNext();
        return true;
    }

    /** Reads the answers that have come through memory. */
    private void readLane() {
        if (own == null) {
            return;
        }
        own.reading.lock();
        try {
            Ring answers = own.lane.answers;
            while (answers.next() != Ring.NONE) {
                complete(answers.id(), Answer.read(answers.take()));
            }
        } catch (ProtocolViolation e) {
            disconnect();
        } catch (Throwable e) {
            disconnect(); // no room for an answer: its thread would wait for ever
            throw e;
        } finally {
            own.reading.unlock();
        }
    }

    private void closeAll() {
        for (Long call : List.copyOf(pending.keySet())) {
            complete(call, GONE);
        }
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    long begin(Op op, long object, ByteBuffer arguments, Pending waiting) throws PortClosedException {
        long call = numbers.incrementAndGet();
        pending.put(call, waiting);
        try {
            send(FrameType.CALL, call, payload(op, object, arguments));
        } catch (PortClosedException e) {
            pending.remove(call);
            throw e;
        }
        if (!open) {
            closeAll(); // it may have ended before this call was there
        }
        return call;
    }

    @Override
    void cancel(long call) {
        try {
            send(FrameType.CANCEL, call, ByteBuffer.allocate(0));
        } catch (PortClosedException e) {
            closeAll();
        }
    }

    @Override
    public void tell(Op op, long object, long... arguments) throws PortClosedException {
        ByteBuffer payload = payload(op, object, arguments(arguments));
        if (own == null) {
            send(FrameType.CALL, 0, payload);
            return;
        }
        write(own, Ring.CALL, 0, payload);
        // It counts before whatever comes next, and at the end of this process: only who joins waits for it.
        if ((op != Op.QUEUE_RECEIVED && op != Op.QUEUE_DONE) || words().isJoined()) {
            own.ringOwner();
        }
    }

    @Override
    public boolean ordersNotices() {
        return own != null;
    }

    private static ByteBuffer payload(Op op, long object, ByteBuffer arguments) {
        return ByteBuffer.allocate(1 + Long.BYTES + arguments.remaining())
                .put(op.code)
                .putLong(object)
                .put(arguments.duplicate())
                .flip();
    }

    private void send(FrameType type, long call, ByteBuffer payload) throws PortClosedException {
        if (own != null) {
            write(own, type == FrameType.CALL ? Ring.CALL : Ring.CANCEL, call, payload);
            own.ringOwner();
            return;
        }
        if (!open) {
            throw gone(null);
        }
        connection.sending().lock();
        try {
            connection.gather(type, 0, call, 0, payload);
            connection.flush();
        } catch (IOException | CancelledKeyException e) {
            throw gone(e);
        } finally {
            connection.sending().unlock();
        }
    }

    /** Waits for room while the owner takes what is there: it always does. */
    private void write(OwnLane own, byte kind, long call, ByteBuffer payload) throws PortClosedException {
        if (!open) {
            throw gone(null);
        }
        int total = payload.remaining();
        connection.sending().lock();
        try {
            long stamp = words().nextStamp();
            long pause = LEAST_ROOM_NANOS;
            int left = total;
            while (!own.lane.calls.write(kind, call, stamp, total, payload, total > LARGE)) {
                own.ringOwner();
                LockSupport.parkNanos(this, pause);
                pause = payload.remaining() < left ? LEAST_ROOM_NANOS : Math.min(2 * pause, MOST_ROOM_NANOS);
                left = payload.remaining();
                if (!open) {
                    throw gone(null);
                }
            }
        } finally {
            connection.sending().unlock();
        }
    }

    private static PortClosedException gone(@Nullable Exception cause) {
        return new PortClosedException("the owner of the shared object has ended, or has closed it", cause);
    }
}
