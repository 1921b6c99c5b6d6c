package org.concurrencybench.process.internal.broker;

import java.nio.ByteBuffer;
import org.concurrencybench.process.internal.wire.ProtocolViolation;

/** A word that processes change by themselves: nobody asks the broker anything. */
final class WordObject extends BrokerObject {
    @Override
    void call(Op op, Call call, ByteBuffer arguments) throws ProtocolViolation {
        throw unknown(op);
    }

    @Override
    void cancel(Call call) {}

    @Override
    void partyGone(Party party) {}
}
