package org.concurrencybench.process.internal.broker;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import org.concurrencybench.process.internal.wire.Connection;
import org.concurrencybench.process.internal.wire.Frame;
import org.concurrencybench.process.internal.wire.FrameType;
import org.concurrencybench.process.internal.wire.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/**
 * Another process, as the broker sees it: one thread receives what it sends, and sees its end. If there is a lane, a
 * process that can use it sends nothing else through its socket than its hello.
 */
final class RemoteParty extends Party {
    private static final int CALL_HEADER_BYTES = 1 + Long.BYTES;

    private final Broker broker;
    private final Connection connection;
    private final @Nullable Lane lane;
    private final @Nullable SocketAddress from;
    /** It has broken the protocol; guarded by the broker's lock. */
    private boolean broken;
    /** Nothing can be sent to it any more: what it has asked for and was not heard yet does not matter. */
    private volatile boolean unreachable;

    /** {@code from}: its address where it came through the network. */
    RemoteParty(
            Broker broker,
            int number,
            long pid,
            SocketChannel channel,
            @Nullable Lane lane,
            @Nullable SocketAddress from)
            throws IOException {
        super(number, pid);
        this.broker = broker;
        this.from = from;
        this.connection = new Connection(channel, Broker.MAX_PAYLOAD);
        this.lane = lane;
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
            end();
        }
    }

    private void take(Frame frame) throws ProtocolViolation {
        switch (frame.type()) {
            case CALL -> call(frame.id(), frame.payload());
            case CANCEL -> broker.cancel(this, frame.id());
            default -> throw new ProtocolViolation("a party of a broker sent " + frame.type());
        }
    }

    private void call(long id, ByteBuffer payload) throws ProtocolViolation {
        if (payload.remaining() < CALL_HEADER_BYTES) {
            throw new ProtocolViolation("a call has " + payload.remaining() + " bytes");
        }
        Op op = Op.of(payload.get());
        broker.dispatch(new Call(this, id), op, payload.getLong(), payload);
    }

    /** The stamp of the next message in its lane, {@link Ring#NONE} where there is none. Under the broker's lock. */
    long nextStamp() {
        if (lane == null || broken) {
            return Ring.NONE;
        }
        try {
            return lane.calls.next();
        } catch (Throwable e) { // no room for a message, for example
            breakOff();
            return Ring.NONE;
        }
    }

    /** Does what the next message in its lane asks for. Under the broker's lock. */
    void takeNext() {
        Ring calls = Objects.requireNonNull(lane).calls;
        ByteBuffer payload = calls.take();
        try {
            switch (calls.kind()) {
                case Ring.CALL -> call(calls.id(), payload);
                case Ring.CANCEL -> broker.cancel(this, calls.id());
                default -> throw new ProtocolViolation("a party sent a message of kind " + calls.kind());
            }
        } catch (Throwable e) {
            breakOff();
        }
    }

    /** Nothing more is read of it; the thread that receives finds the end, and treats it like a dead one. */
    private void breakOff() {
        broken = true;
        disconnect();
    }

    /** It is gone. */
    void end() {
        disconnect();
        if (lane != null) {
            lane.delete();
        }
    }

    @Override
    void deliver(long call, Answer answer) {
        if (unreachable) {
            return;
        }
        ByteBuffer payload = answer.payload();
        if (lane == null || lane.bell.isAway() || !isWritten(lane, call, payload)) {
            send(call, payload);
        } else if (!lane.bell.ring()) {
            send(0, Answer.of(Status.OK).payload()); // makes the thread that receives look: the other has left
        }
    }

    private static boolean isWritten(Lane lane, long call, ByteBuffer payload) {
        return lane.answers.write(Ring.ANSWER, call, 0, payload.remaining(), payload, false);
    }

    private void send(long call, ByteBuffer payload) {
        connection.sending().lock();
        try {
            connection.gather(FrameType.ANSWER, 0, call, 0, payload);
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
