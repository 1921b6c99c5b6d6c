package org.concurrencybench.process.internal.broker;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How one process reaches a broker's objects; all its threads share one. */
public abstract class Port implements Pending.Receiver {
    /** As long as it takes. */
    public static final long FOREVER = Long.MAX_VALUE;

    /** Of what one call carries: more would end the connection, and with it all that this process holds. */
    public static final int MAX_BYTES = Broker.MAX_PAYLOAD - 64;

    /** What all calls are answered with when the broker is gone. */
    static final Answer GONE = Answer.of(Status.GONE);

    private final int number;
    private final @Nullable Words words;

    /** {@code words}: null where this process shares no memory with the broker's. */
    Port(int number, @Nullable Words words) {
        this.number = number;
        this.words = words;
    }

    /** This process's number among the broker's parties. */
    public final int number() {
        return number;
    }

    /** Whether this process can change the words itself; else it asks the broker for everything. */
    public final boolean sharesMemory() {
        return words != null;
    }

    /** The words, where this process shares memory with the broker's. */
    public final Words words() {
        return Objects.requireNonNull(words, "this process is on another machine than the owner");
    }

    /** Whether the broker can still be reached; words may be changed only while it can. */
    public abstract boolean isOpen();

    /**
     * Calls and waits for the answer. A call whose time is over, or whose thread was interrupted, is cancelled; if it
     * was answered nevertheless, that answer counts, and the thread stays interrupted.
     *
     * @param nanos how long to wait at most, {@link #FOREVER}: as long as it takes
     * @throws InterruptedException when interrupted before the call could be done
     * @throws PortClosedException when the broker cannot be reached
     */
    public final Answer call(Op op, long object, ByteBuffer arguments, long nanos)
            throws InterruptedException, PortClosedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Pending pending = new Pending();
        long call = begin(op, object, arguments, pending);
        Answer answer = pending.await(nanos, this);
        if (answer == null) {
            cancel(call);
            answer = pending.awaitUninterruptibly(this);
        }
        if (answer.status() == Status.CANCELLED && Thread.interrupted()) {
            throw new InterruptedException();
        }
        return checked(answer);
    }

    /** Calls what is done at once, and waits for the answer even if interrupted; the thread stays interrupted. */
    public final Answer callNow(Op op, long object, ByteBuffer arguments) throws PortClosedException {
        Pending pending = new Pending();
        begin(op, object, arguments, pending);
        return checked(pending.awaitUninterruptibly(this));
    }

    private static Answer checked(Answer answer) throws PortClosedException {
        if (answer.status() == Status.GONE) {
            throw new PortClosedException("the owner of the shared object has ended, or has closed it");
        }
        return answer;
    }

    /** Sends a call; the answer completes {@code pending}. Returns its number. */
    abstract long begin(Op op, long object, ByteBuffer arguments, Pending pending) throws PortClosedException;

    abstract void cancel(long call);

    /** Sends a notice, which has no answer. */
    public abstract void tell(Op op, long object, long... arguments) throws PortClosedException;

    /**
     * Whether a notice counts before every call that any process begins after it was sent. If not, it counts before the
     * later calls of this process only.
     */
    public abstract boolean ordersNotices();

    /** Arguments of a call. */
    public static ByteBuffer arguments(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES);
        for (long value : values) {
            bytes.putLong(value);
        }
        return bytes.flip();
    }
}
