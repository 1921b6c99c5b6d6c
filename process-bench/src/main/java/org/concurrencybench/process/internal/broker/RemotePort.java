package org.concurrencybench.process.internal.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
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

/** Another process's way to the broker: one connection, which also shows the broker that this process lives. */
public final class RemotePort extends Port {
    private static final Duration WELCOME = Duration.ofSeconds(60);

    private final Connection connection;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
    private volatile boolean open = true;
    private volatile String ownerAddress = "";

    private RemotePort(Connection connection, int number, @Nullable Words words) {
        super(number, words);
        this.connection = connection;
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
            RemotePort port = new RemotePort(connection, welcome.number, Words.open(Path.of(welcome.text)));
            port.start();
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
            RemotePort port = new RemotePort(connection, welcome.number, null);
            port.ownerAddress = welcome.text;
            port.start();
            Ports.offer(welcome.text, port);
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

    private void start() {
        Thread.ofPlatform().daemon().name("shared-objects").start(this::receive);
    }

    /** What the handles of the owner's objects name as its address; only through a network. */
    public String ownerAddress() {
        return ownerAddress;
    }

    /** Ends the connection: for the owner, this process has ended. */
    public void disconnect() {
        open = false;
        connection.wakeup();
        try {
            connection.close();
        } catch (IOException e) {
            // nothing more is sent
        }
    }

    private record Welcome(int number, String text) {}

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
                Answer welcome = Answer.read(frame.payload());
                ByteBuffer values = welcome.values();
                if (welcome.status() != Status.OK || values.remaining() <= Long.BYTES) {
                    throw new ProtocolViolation("the owner's answer names no shared memory");
                }
                int number = (int) values.getLong();
                return new Welcome(number, StandardCharsets.UTF_8.decode(values).toString());
            }
        }
        throw new IOException("the owner of the shared object did not answer within " + WELCOME.toSeconds() + " s");
    }

    private void receive() {
        try {
            while (connection.receive(0)) {
                Frame frame;
                while ((frame = connection.next()) != null) {
                    Pending waiting = frame.type() == FrameType.ANSWER ? pending.remove(frame.id()) : null;
                    if (waiting != null) {
                        waiting.complete(Answer.read(frame.payload()));
                    }
                }
            }
        } catch (IOException | ClosedSelectorException e) {
            // the same as its end
        } finally {
            open = false;
            closeAll();
            try {
                connection.close();
            } catch (IOException e) {
                // nothing more is sent
            }
        }
    }

    private void closeAll() {
        for (Long call : List.copyOf(pending.keySet())) {
            Pending waiting = pending.remove(call);
            if (waiting != null) {
                waiting.complete(GONE);
            }
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
    public void tell(Op op, long object, long argument) throws PortClosedException {
        send(FrameType.CALL, 0, payload(op, object, arguments(argument)));
    }

    private static ByteBuffer payload(Op op, long object, ByteBuffer arguments) {
        return ByteBuffer.allocate(1 + Long.BYTES + arguments.remaining())
                .put(op.code)
                .putLong(object)
                .put(arguments.duplicate())
                .flip();
    }

    private void send(FrameType type, long call, ByteBuffer payload) throws PortClosedException {
        if (!open) {
            throw gone(null);
        }
        connection.sending().lock();
        try {
            connection.gather(type, 0, call, 0, payload);
            connection.flush();
        } catch (IOException e) {
            throw gone(e);
        } finally {
            connection.sending().unlock();
        }
    }

    private static PortClosedException gone(@Nullable IOException cause) {
        return new PortClosedException("the owner of the shared object has ended, or has closed it", cause);
    }
}
