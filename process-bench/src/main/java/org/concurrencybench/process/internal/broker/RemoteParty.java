package org.concurrencybench.process.internal.broker;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SocketChannel;
import org.concurrencybench.process.internal.wire.Connection;
import org.concurrencybench.process.internal.wire.Frame;
import org.concurrencybench.process.internal.wire.FrameType;
import org.concurrencybench.process.internal.wire.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/** Another process, as the broker sees it: one thread receives what it sends. */
final class RemoteParty extends Party {
    private static final int CALL_HEADER_BYTES = 1 + Long.BYTES;

    private final Broker broker;
    private final Connection connection;
    /** Nothing can be sent to it any more: what it has asked for and was not heard yet does not matter. */
    private volatile boolean unreachable;

    private final @Nullable SocketAddress from;

    /** {@code from}: its address where it came through the network. */
    RemoteParty(Broker broker, int number, long pid, SocketChannel channel, @Nullable SocketAddress from)
            throws IOException {
        super(number, pid);
        this.broker = broker;
        this.from = from;
        this.connection = new Connection(channel, Broker.MAX_PAYLOAD);
    }

    void start(Answer welcome) {
        Thread.ofPlatform().daemon().name("shared-objects-of-" + pid).start(() -> serve(welcome));
    }

    private void serve(Answer welcome) {
        try {
            deliver(0, welcome);
            while (!unreachable && connection.receive(0)) {
                Frame frame;
                while (!unreachable && (frame = connection.next()) != null) {
                    take(frame);
                    connection.awaitWritten();
                }
            }
        } catch (IOException | ClosedSelectorException | CancelledKeyException e) {
            // the same as its end; one that breaks the protocol is treated like a dead one
        } finally {
            broker.gone(this);
            disconnect();
        }
    }

    private void take(Frame frame) throws ProtocolViolation {
        switch (frame.type()) {
            case CALL -> {
                ByteBuffer payload = frame.payload();
                if (payload.remaining() < CALL_HEADER_BYTES) {
                    throw new ProtocolViolation("a call has " + payload.remaining() + " bytes");
                }
                Op op = Op.of(payload.get());
                broker.dispatch(new Call(this, frame.id()), op, payload.getLong(), payload);
            }
            case CANCEL -> broker.cancel(this, frame.id());
            default -> throw new ProtocolViolation("a party of a broker sent " + frame.type());
        }
    }

    @Override
    void deliver(long call, Answer answer) {
        if (unreachable) {
            return;
        }
        connection.sending().lock();
        try {
            connection.gather(FrameType.ANSWER, 0, call, 0, answer.payload());
            connection.flush();
        } catch (IOException | CancelledKeyException e) {
            unreachable = true;
            connection.wakeup(); // the receiving thread ends
        } finally {
            connection.sending().unlock();
        }
    }

    @Override
    public String toString() {
        return from == null ? super.toString() : super.toString() + " at " + from;
    }

    /** Ends the connection; the receiving thread ends by it. */
    void disconnect() {
        try {
            connection.close();
        } catch (IOException e) {
            // it is not used any more
        }
    }
}
