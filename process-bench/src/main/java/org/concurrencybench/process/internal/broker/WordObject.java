package org.concurrencybench.process.internal.broker;

import java.nio.ByteBuffer;
import org.concurrencybench.process.internal.wire.ProtocolViolation;

/** A word that processes change by themselves. Those on other machines ask the broker. */
final class WordObject extends BrokerObject {
    private final Words words;
    private final int slot;

    WordObject(Words words, int slot) {
        this.words = words;
        this.slot = slot;
    }

    @Override
    void call(Op op, Call call, ByteBuffer arguments) throws ProtocolViolation {
        switch (op) {
            case WORD_GET -> call.answer(Answer.ok(words.get(slot)));
            case WORD_SET -> {
                words.set(slot, number(arguments));
                call.answer(Answer.ok());
            }
            case WORD_ADD -> call.answer(Answer.ok(words.getAndAdd(slot, number(arguments))));
            case WORD_COMPARE_AND_SET -> {
                boolean set = words.compareAndSet(slot, number(arguments), number(arguments));
                call.answer(Answer.ok(set ? 1 : 0));
            }
            default -> throw unknown(op);
        }
    }

    @Override
    void cancel(Call call) {}

    @Override
    void partyGone(Party party) {}
}
