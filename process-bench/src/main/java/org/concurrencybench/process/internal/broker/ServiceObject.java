package org.concurrencybench.process.internal.broker;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.concurrencybench.process.internal.wire.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/**
 * An object whose methods are called. Calls run side by side, each on a thread of its own and without the broker's
 * lock. A call that is cancelled, or whose caller is gone, is interrupted; it is answered when it ends.
 */
final class ServiceObject extends BrokerObject {
    private final Broker broker;
    private final ServiceTarget target;
    private final Map<Call, Running> running = new HashMap<>();

    ServiceObject(Broker broker, ServiceTarget target) {
        this.broker = broker;
        this.target = target;
    }

    @Override
    void call(Op op, Call call, ByteBuffer arguments) throws ProtocolViolation {
        if (op != Op.SERVICE_CALL) {
            throw unknown(op);
        }
        Running next = new Running(
                call, ByteBuffer.allocate(arguments.remaining()).put(arguments).flip());
        running.put(call, next);
        call.park(this);
        broker.serviceThreads().execute(next);
    }

    @Override
    void cancel(Call call) {
        Running known = running.get(call);
        if (known != null) {
            known.interrupt();
        }
    }

    @Override
    void partyGone(Party party) {
        List<Running> left = new ArrayList<>(running.values());
        for (Running one : left) {
            if (one.call.party().equals(party)) {
                one.interrupt();
            }
        }
    }

    private void ended(Call call, Answer answer) {
        running.remove(call);
        if (!broker.isClosed()) { // else the broker interrupted it, and the end of the connection answers
            call.answer(answer);
        }
    }

    /** One call. */
    private final class Running implements Runnable {
        private final Call call;
        private final ByteBuffer arguments;
        private @Nullable Thread thread;
        private boolean interrupted;

        Running(Call call, ByteBuffer arguments) {
            this.call = call;
            this.arguments = arguments;
        }

        @Override
        public void run() {
            Answer answer = Answer.of(Status.REFUSED, "the call failed in the owner of the object");
            begin();
            try {
                ByteBuffer result = target.call(arguments);
                answer = result.remaining() < Broker.MAX_PAYLOAD
                        ? new Answer(Status.OK, result)
                        : Answer.of(
                                Status.REFUSED,
                                "the result has " + result.remaining() + " bytes; the limit is " + Broker.MAX_PAYLOAD);
            } finally {
                end();
                Answer last = answer;
                broker.underLock(() -> ended(call, last));
            }
        }

        private synchronized void begin() {
            thread = Thread.currentThread();
            if (interrupted) {
                thread.interrupt();
            }
        }

        private synchronized void end() {
            thread = null; // it serves others from now on
            interrupted = Thread.interrupted();
        }

        synchronized void interrupt() {
            interrupted = true;
            if (thread != null) {
                thread.interrupt();
            }
        }
    }
}
