package org.concurrencybench.process.internal.broker;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.concurrencybench.process.internal.wire.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/**
 * A map of encoded keys and values. Equal keys must have equal bytes. Values in messages begin with their length, -1
 * where there is none.
 */
final class MapObject extends BrokerObject {
    private static final int NONE = -1;

    private final Map<ByteBuffer, ByteBuffer> entries = new LinkedHashMap<>();

    @Override
    void call(Op op, Call call, ByteBuffer arguments) throws ProtocolViolation {
        switch (op) {
            case MAP_GET -> call.answer(value(entries.get(key(arguments))));
            case MAP_PUT -> {
                ByteBuffer key = key(arguments);
                call.answer(value(set(key, part(arguments))));
            }
            case MAP_REPLACE -> {
                ByteBuffer key = key(arguments);
                ByteBuffer expected = part(arguments);
                ByteBuffer replacement = part(arguments);
                ByteBuffer there = entries.get(key);
                boolean same = there == null ? expected == null : there.equals(expected);
                if (same) {
                    set(key, replacement);
                    call.answer(Answer.ok());
                } else {
                    call.answer(new Answer(Status.NOT_NOW, value(there).values()));
                }
            }
            case MAP_SIZE -> call.answer(Answer.ok(entries.size()));
            case MAP_KEYS -> call.answer(keys());
            case MAP_CLEAR -> {
                entries.clear();
                call.answer(Answer.ok());
            }
            default -> throw unknown(op);
        }
    }

    private @Nullable ByteBuffer set(ByteBuffer key, @Nullable ByteBuffer value) {
        return value == null ? entries.remove(key) : entries.put(key, value);
    }

    private Answer keys() {
        int length = 0;
        for (ByteBuffer key : entries.keySet()) {
            length += Integer.BYTES + key.remaining();
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (ByteBuffer key : entries.keySet()) {
            all.putInt(key.remaining()).put(key.duplicate());
        }
        return new Answer(Status.OK, all.flip());
    }

    private static Answer value(@Nullable ByteBuffer value) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + (value == null ? 0 : value.remaining()));
        bytes.putInt(value == null ? NONE : value.remaining());
        if (value != null) {
            bytes.put(value.duplicate());
        }
        return new Answer(Status.OK, bytes.flip());
    }

    private static ByteBuffer key(ByteBuffer arguments) throws ProtocolViolation {
        ByteBuffer key = part(arguments);
        if (key == null) {
            throw new ProtocolViolation("a key is missing");
        }
        return key;
    }

    private static @Nullable ByteBuffer part(ByteBuffer arguments) throws ProtocolViolation {
        if (arguments.remaining() < Integer.BYTES) {
            throw new ProtocolViolation("a part of a call is missing");
        }
        int length = arguments.getInt();
        if (length == NONE) {
            return null;
        }
        if (length < 0 || length > arguments.remaining()) {
            throw new ProtocolViolation("a part of a call announces " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        arguments.get(bytes);
        return ByteBuffer.wrap(bytes);
    }

    @Override
    void cancel(Call call) {}

    @Override
    void partyGone(Party party) {}
}
