package org.concurrencybench.process.internal.broker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.concurrencybench.process.internal.transport.Endpoint;
import org.concurrencybench.process.internal.transport.Hello;
import org.concurrencybench.process.internal.wire.Connection;
import org.concurrencybench.process.internal.wire.Frame;
import org.concurrencybench.process.internal.wire.FrameType;
import org.concurrencybench.process.internal.wire.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/** Another process's way to the broker: one connection, which also shows the broker that this process lives. */
final class RemotePort extends Port {
    private static final Duration WELCOME = Duration.ofSeconds(60);

    private final Connection connection;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
    private volatile boolean open = true;

    private RemotePort(Connection connection, int number, Words words) {
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
        Connection connection;
        try {
            ByteBuffer hello = Hello.frame(token, ProcessHandle.current().pid());
            while (hello.hasRemaining()) {
                channel.write(hello);
            }
            connection = new Connection(channel, Broker.MAX_PAYLOAD);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        try {
            ByteBuffer welcome = welcome(connection);
            int number = (int) welcome.getLong();
            byte[] file = new byte[welcome.remaining()];
            welcome.get(file);
            Words words = Words.open(Path.of(new String(file, StandardCharsets.UTF_8)));
            RemotePort port = new RemotePort(connection, number, words);
            Thread.ofPlatform().daemon().name("shared-objects").start(port::receive);
            return port;
        } catch (IOException | RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    private static ByteBuffer welcome(Connection connection) throws IOException {
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
                if (welcome.status() != Status.OK || welcome.values().remaining() <= Long.BYTES) {
                    throw new ProtocolViolation("the owner's answer names no shared memory");
                }
                return welcome.values();
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
        } catch (IOException e) {
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
