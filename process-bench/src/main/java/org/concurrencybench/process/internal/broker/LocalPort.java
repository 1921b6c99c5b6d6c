package org.concurrencybench.process.internal.broker;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.concurrencybench.process.internal.wire.ProtocolViolation;

/** The owner's own way to its broker: a call is a call, under the broker's lock, on the caller's thread. */
final class LocalPort extends Port {
    private final Broker broker;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
    private final Party party;

    LocalPort(Broker broker, int number, Words words) {
        super(number, words);
        this.broker = broker;
        this.party = new Party(number, ProcessHandle.current().pid()) {
            @Override
            void deliver(long call, Answer answer) {
                Pending waiting = pending.remove(call);
                if (waiting != null) {
                    waiting.complete(answer);
                }
            }
        };
    }

    Party party() {
        return party;
    }

    @Override
    public boolean isOpen() {
        return !broker.isClosed();
    }

    @Override
    long begin(Op op, long object, ByteBuffer arguments, Pending waiting) throws PortClosedException {
        long call = numbers.incrementAndGet();
        pending.put(call, waiting);
        dispatch(call, op, object, arguments);
        if (broker.isClosed()) {
            closeAll(); // it may have closed after the call was parked
        }
        return call;
    }

    @Override
    void cancel(long call) {
        broker.cancel(party, call);
    }

    @Override
    public void tell(Op op, long object, long... arguments) throws PortClosedException {
        dispatch(0, op, object, arguments(arguments));
    }

    @Override
    public boolean ordersNotices() {
        return true;
    }

    @Override
    public boolean receive(Pending waiting, long nanos) {
        return broker.listen(waiting, nanos);
    }

    private void dispatch(long call, Op op, long object, ByteBuffer arguments) throws PortClosedException {
        try {
            broker.dispatch(new Call(party, call), op, object, arguments);
        } catch (ProtocolViolation e) {
            pending.remove(call);
            throw new IllegalStateException("a call of this library's own is wrong", e);
        }
    }

    /** Answers all that wait: the broker is closed. */
    void closeAll() {
        for (Long call : List.copyOf(pending.keySet())) {
            Pending waiting = pending.remove(call);
            if (waiting != null) {
                waiting.complete(GONE);
            }
        }
    }
}
