package org.concurrencybench.process.internal.broker;

import java.nio.ByteBuffer;
import org.concurrencybench.process.internal.wire.ProtocolViolation;

/** What the owner keeps of one shared object. Every method runs under the broker's lock, and none waits. */
abstract class BrokerObject {
    /** Does what is asked, and answers now or later. */
    abstract void call(Op op, Call call, ByteBuffer arguments) throws ProtocolViolation;

    /** A call that waits here is to wait no longer; it is answered now, or as soon as it may return. */
    abstract void cancel(Call call);

    /** The process is gone: what it held is dealt with, and what it waited for forgotten. */
    abstract void partyGone(Party party);

    static ProtocolViolation unknown(Op op) {
        return new ProtocolViolation("operation " + op + " is for another kind of object");
    }

    static long number(ByteBuffer arguments) throws ProtocolViolation {
        if (arguments.remaining() < Long.BYTES) {
            throw new ProtocolViolation("an argument is missing");
        }
        return arguments.getLong();
    }
}
