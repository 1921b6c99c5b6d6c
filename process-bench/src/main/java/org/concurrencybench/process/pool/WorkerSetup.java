package org.concurrencybench.process.pool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
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

    static WorkerSetup decode(ByteBuffer payload) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(toArray(payload)));
        String function = readText(in);
        int worker = in.readInt();
        int slots = in.readInt();
        Map<String, String> setup = new HashMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            String key = readText(in);
            setup.put(key, readText(in));
        }
        String type = readText(in);
        byte[] value = in.readNBytes(in.readInt());
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
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
