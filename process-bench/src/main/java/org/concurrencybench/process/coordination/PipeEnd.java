package org.concurrencybench.process.coordination;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.process.internal.broker.Answer;
import org.concurrencybench.process.internal.broker.Op;
import org.concurrencybench.process.internal.broker.Port;
import org.concurrencybench.process.internal.broker.Status;

/**
 * One end of a {@link ProcessPipe}. It belongs to the process that uses it first, all of whose threads may send and
 * receive; messages stay whole. Another process that uses it is refused with an {@link IllegalStateException} that
 * names the first one.
 *
 * <p>When a send has returned, the message is kept by the owner of the pipe and is received even if its sender dies. An
 * end that is not open yet can be sent to. When the process of an end dies, or closes it, the other end receives what
 * was sent before, and then fails with {@link PipeClosedException}; what waited for the dead end is dropped. A sender
 * notices that at its next send.
 *
 * <p>A receiver that dies between the delivery of a message and its use takes the message along. A process that dies
 * before it first used its end is not known here: receive with a timeout where that may happen.
 *
 * @param side 0 or 1: which end this is
 * @param type the name of the class of the messages
 */
public record PipeEnd<T>(SharedHandle handle, int side, String type) {
    public PipeEnd {
        Objects.requireNonNull(handle);
        Objects.requireNonNull(type);
    }

    /** Takes possession of this end now, instead of at the first message. Repeating it in the same process is fine. */
    public void open() throws PipeClosedException, OwnerGoneException {
        Answer opened = checked(handle.callNow(Op.PIPE_OPEN, side));
        assert opened.status() == Status.OK;
    }

    /**
     * Sends a message; waits while 256 messages or a mebibyte wait to be received.
     *
     * @throws IOException when it cannot be encoded; nothing was sent
     * @throws PipeClosedException when one of the ends is closed, or the process of the other end has ended
     */
    public void send(T message) throws IOException, InterruptedException, PipeClosedException, OwnerGoneException {
        boolean sent = send(message, Port.FOREVER);
        assert sent;
    }

    /** Sends a message; waits for room at most this long. Returns false when there was none, and nothing was sent. */
    public boolean send(T message, Duration timeout)
            throws IOException, InterruptedException, PipeClosedException, OwnerGoneException {
        return send(message, SharedHandle.nanos(timeout));
    }

    private boolean send(T message, long nanos)
            throws IOException, InterruptedException, PipeClosedException, OwnerGoneException {
        ByteBuffer bytes = codec().encode(Objects.requireNonNull(message, "message"));
        ByteBuffer arguments = ByteBuffer.allocate(Long.BYTES + bytes.remaining())
                .putLong(side)
                .put(bytes.duplicate())
                .flip();
        return checked(handle.call(Op.PIPE_SEND, arguments, nanos)).status() == Status.OK;
    }

    /**
     * The next message; waits for it as long as it takes.
     *
     * @throws IOException when it cannot be decoded; it is gone then
     * @throws PipeClosedException when all that the other end sent was received, and it is closed or its process has
     *     ended; or when this end is closed
     */
    public T receive() throws IOException, InterruptedException, PipeClosedException, OwnerGoneException {
        return received(Port.FOREVER, true).orElseThrow(); // without a timeout there is no other end
    }

    /** The next message; waits for it at most this long. */
    public Optional<T> receive(Duration timeout)
            throws IOException, InterruptedException, PipeClosedException, OwnerGoneException {
        return received(SharedHandle.nanos(timeout), true);
    }

    /** The next message, if there is one now. */
    public Optional<T> poll() throws IOException, InterruptedException, PipeClosedException, OwnerGoneException {
        return received(Port.FOREVER, false);
    }

    private Optional<T> received(long nanos, boolean waits)
            throws IOException, InterruptedException, PipeClosedException, OwnerGoneException {
        Answer answer = checked(handle.call(Op.PIPE_RECEIVE, Port.arguments(side, waits ? 1 : 0), nanos));
        return answer.status() == Status.OK ? Optional.of(codec().decode(answer.values())) : Optional.empty();
    }

    /** Closes this end: the other one receives what was sent before. A second call does nothing. */
    public void close() throws OwnerGoneException {
        Answer closed = handle.callNow(Op.PIPE_CLOSE, side);
        assert closed.status() != Status.CANCELLED;
    }

    private static Answer checked(Answer answer) throws PipeClosedException {
        if (answer.status() == Status.CLOSED) {
            String reason = answer.text();
            throw new PipeClosedException(reason.isEmpty() ? "the coordinator of the pipe is closed" : reason);
        }
        return answer;
    }

    private Codec<T> codec() {
        return ItemCodecs.of(type);
    }
}
