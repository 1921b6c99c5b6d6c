package org.concurrencybench.process.internal.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.concurrencybench.process.api.Constants;
import org.concurrencybench.process.api.WorkerContext;

/**
 * What a worker is to be, as it crosses the border: function, worker, slots, set-up arguments, and class and bytes of
 * the constants; texts and bytes after their length. (Streams of data would say the same at a twentieth of a worker's
 * start-up time.)
 */
public record WorkerSetup(String function, WorkerContext context) {
    public ByteBuffer encode() {
        List<byte[]> texts = new ArrayList<>();
        for (Map.Entry<String, String> entry : context.setup().entrySet()) {
            texts.add(bytes(entry.getKey()));
            texts.add(bytes(entry.getValue()));
        }
        Constants constants = context.constants();
        texts.add(bytes(constants == null ? "" : constants.type()));
        ByteBuffer value = constants == null ? ByteBuffer.allocate(0) : constants.bytes();
        byte[] name = bytes(function);
        int size = 5 * Integer.BYTES + name.length + value.remaining();
        for (byte[] text : texts) {
            size = Math.addExact(size, Integer.BYTES + text.length);
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        out.putInt(name.length).put(name);
        out.putInt(context.worker()).putInt(context.slots());
        out.putInt(context.setup().size());
        for (byte[] text : texts) {
            out.putInt(text.length).put(text);
        }
        return out.putInt(value.remaining()).put(value).flip();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static WorkerSetup decode(ByteBuffer payload) throws ProtocolViolation {
        try {
            WorkerSetup setup = read(payload);
            if (payload.hasRemaining()) {
                throw new ProtocolViolation(payload.remaining() + " bytes are left over after a worker's set-up");
            }
            return setup;
        } catch (BufferUnderflowException e) {
            throw new ProtocolViolation("a worker's set-up ends too early");
        }
    }

    private static WorkerSetup read(ByteBuffer in) throws ProtocolViolation {
        String function = readText(in);
        int worker = in.getInt();
        int slots = in.getInt();
        if (worker < 0 || slots < 1 || slots > WorkerContext.MAX_SLOTS) {
            throw new ProtocolViolation("a worker's set-up is that of worker " + worker + " with " + slots + " slots");
        }
        Map<String, String> setup = new HashMap<>();
        for (int i = in.getInt(); i != 0; i--) { // a negative count ends with the bytes
            String key = readText(in);
            setup.put(key, readText(in));
        }
        String type = readText(in);
        byte[] value = readBytes(in);
        Constants constants = type.isEmpty() ? null : new Constants(type, ByteBuffer.wrap(value));
        return new WorkerSetup(function, new WorkerContext(setup, worker, slots, constants));
    }

    private static String readText(ByteBuffer in) throws ProtocolViolation {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    private static byte[] readBytes(ByteBuffer in) throws ProtocolViolation {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new ProtocolViolation(
                    "a worker's set-up has " + in.remaining() + " bytes left where " + length + " were announced");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
