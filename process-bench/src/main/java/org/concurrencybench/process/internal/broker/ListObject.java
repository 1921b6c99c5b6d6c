package org.concurrencybench.process.internal.broker;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.concurrencybench.process.internal.wire.ProtocolViolation;

/** A list of encoded elements. A place that is not there is answered with NOT_NOW and the size. */
final class ListObject extends BrokerObject {
    private static final long REPLACED = 1;

    private final List<ByteBuffer> elements = new ArrayList<>();

    @Override
    void call(Op op, Call call, ByteBuffer arguments) throws ProtocolViolation {
        switch (op) {
            case LIST_ADD -> {
                elements.add(rest(arguments));
                call.answer(Answer.ok(elements.size() - 1));
            }
            case LIST_SIZE -> call.answer(Answer.ok(elements.size()));
            case LIST_SNAPSHOT -> call.answer(snapshot());
            case LIST_CLEAR -> {
                elements.clear();
                call.answer(Answer.ok());
            }
            default -> {
                long index = number(arguments);
                int places = elements.size() + (op == Op.LIST_INSERT ? 1 : 0);
                if (index < 0 || index >= places) {
                    call.answer(new Answer(
                            Status.NOT_NOW, Answer.ok(elements.size()).values()));
                } else {
                    at((int) index, op, call, arguments);
                }
            }
        }
    }

    private void at(int index, Op op, Call call, ByteBuffer arguments) throws ProtocolViolation {
        switch (op) {
            case LIST_INSERT -> {
                elements.add(index, rest(arguments));
                call.answer(Answer.ok());
            }
            case LIST_GET -> call.answer(new Answer(Status.OK, elements.get(index)));
            case LIST_SET -> call.answer(new Answer(Status.OK, elements.set(index, rest(arguments))));
            case LIST_REMOVE -> call.answer(new Answer(Status.OK, elements.remove(index)));
            case LIST_REPLACE -> replace(index, call, arguments);
            default -> throw unknown(op);
        }
    }

    /** {@code arguments}: the length of the expected element, that, and the new one. */
    private void replace(int index, Call call, ByteBuffer arguments) throws ProtocolViolation {
        int length = arguments.remaining() < Integer.BYTES ? -1 : arguments.getInt();
        if (length < 0 || length > arguments.remaining()) {
            throw new ProtocolViolation("an element announces " + length + " bytes");
        }
        ByteBuffer expected = arguments.slice(arguments.position(), length);
        arguments.position(arguments.position() + length);
        ByteBuffer there = elements.get(index);
        if (there.equals(expected)) {
            elements.set(index, rest(arguments));
            call.answer(Answer.ok(REPLACED));
        } else {
            call.answer(Answer.ok(0, there));
        }
    }

    private Answer snapshot() {
        int length = 0;
        for (ByteBuffer element : elements) {
            length += Integer.BYTES + element.remaining();
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (ByteBuffer element : elements) {
            all.putInt(element.remaining()).put(element.duplicate());
        }
        return new Answer(Status.OK, all.flip());
    }

    /** The rest of the arguments, copied: their memory is used again. */
    private static ByteBuffer rest(ByteBuffer arguments) {
        return ByteBuffer.allocate(arguments.remaining()).put(arguments).flip();
    }

    @Override
    void cancel(Call call) {}

    @Override
    void partyGone(Party party) {}
}
