package org.concurrencybench.process.pool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What a worker is told to be, as it crosses the border. */
record WorkerSetup(String function, WorkerContext context) {
    ByteBuffer encode() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        writeText(out, function);
        out.writeInt(context.worker());
        out.writeInt(context.slots());
        out.writeInt(context.setup().size());
        for (Map.Entry<String, String> entry : context.setup().entrySet()) {
            writeText(out, entry.getKey());
            writeText(out, entry.getValue());
        }
        Constants constants = context.constants();
        writeText(out, constants == null ? "" : constants.type());
        byte[] value = constants == null ? new byte[0] : toArray(constants.bytes());
        out.writeInt(value.length);
        out.write(value);
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    static WorkerSetup decode(ByteBuffer payload) throws ProtocolViolation {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(toArray(payload)));
            WorkerSetup setup = read(in);
            if (in.available() > 0) {
                throw new ProtocolViolation(in.available() + " bytes are left over after a worker's set-up");
            }
            return setup;
        } catch (EOFException e) {
            throw new ProtocolViolation("a worker's set-up ends too early");
        } catch (ProtocolViolation e) {
            throw e;
        } catch (IOException e) {
            throw new AssertionError("memory gives every byte", e);
        }
    }

    private static WorkerSetup read(DataInputStream in) throws IOException {
        String function = readText(in);
        int worker = in.readInt();
        int slots = in.readInt();
        if (worker < 0 || slots < 1 || slots > ProcessPoolConfig.MAX_SLOTS) {
            throw new ProtocolViolation("a worker's set-up is that of worker " + worker + " with " + slots + " slots");
        }
        Map<String, String> setup = new HashMap<>();
        for (int i = in.readInt(); i != 0; i--) { // a negative count ends with the bytes
            String key = readText(in);
            setup.put(key, readText(in));
        }
        String type = readText(in);
        byte[] value = readBytes(in);
        Constants constants = type.isEmpty() ? null : new Constants(type, ByteBuffer.wrap(value));
        return new WorkerSetup(function, new WorkerContext(setup, worker, slots, constants));
    }

    private static byte[] toArray(ByteBuffer bytes) {
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        return array;
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new ProtocolViolation(
                    "a worker's set-up has " + in.available() + " bytes left where " + length + " were announced");
        }
        return in.readNBytes(length);
    }
}
