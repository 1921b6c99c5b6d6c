package org.concurrencybench.process.internal.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.concurrencybench.process.api.ThrowableData;
import org.jspecify.annotations.Nullable;

/** Throwables as bytes. What is cut: long traces, long chains, long texts, and cycles. */
public final class ThrowableFormat {
    private static final int MAX_FRAMES = 256;
    private static final int MAX_DEPTH = 16;
    /** How much is written, until it fits: the last one takes less than any {@code maxPayload}. */
    private static final List<ThrowableFormat> CUTS = List.of(
            new ThrowableFormat(MAX_FRAMES, MAX_DEPTH, 16_000),
            new ThrowableFormat(16, 3, 1000),
            new ThrowableFormat(0, 0, 100));

    private final int maxFrames;
    private final int maxDepth;
    private final int maxText;

    private ThrowableFormat(int maxFrames, int maxDepth, int maxText) {
        this.maxFrames = maxFrames;
        this.maxDepth = maxDepth;
        this.maxText = maxText;
    }

    /**
     * In at most this many bytes, which must be a kibibyte or more. Throws nothing, whatever the throwable's own
     * methods do.
     */
    public static ByteBuffer encode(Throwable thrown, int maxBytes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        for (ThrowableFormat cut : CUTS) {
            bytes.reset();
            try {
                cut.write(
                        new DataOutputStream(bytes),
                        cut.data(thrown, 0, Collections.newSetFromMap(new IdentityHashMap<>())));
            } catch (IOException e) {
                throw new AssertionError("memory takes every byte", e);
            }
            if (bytes.size() <= maxBytes) {
                break;
            }
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    public static ThrowableData decode(ByteBuffer payload) throws ProtocolViolation {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            ThrowableData data = read(in, 0);
            if (in.available() > 0) {
                throw new ProtocolViolation(in.available() + " bytes are left over after a throwable");
            }
            return data;
        } catch (EOFException e) {
            throw new ProtocolViolation("a throwable ends too early");
        } catch (ProtocolViolation e) {
            throw e;
        } catch (IOException e) {
            throw new AssertionError("memory gives every byte", e);
        }
    }

    private ThrowableData data(Throwable thrown, int depth, Set<Throwable> seen) {
        seen.add(thrown);
        List<StackTraceElement> trace = safeTrace(thrown);
        Throwable cause = safeCause(thrown);
        List<ThrowableData> suppressed = new ArrayList<>();
        for (Throwable other : thrown.getSuppressed()) {
            if (depth < maxDepth && suppressed.size() < MAX_DEPTH && !seen.contains(other)) {
                suppressed.add(data(other, depth + 1, seen));
            }
        }
        return new ThrowableData(
                thrown.getClass().getName(),
                message(thrown),
                trace.subList(0, Math.min(trace.size(), maxFrames)),
                cause == null || depth == maxDepth || seen.contains(cause) ? null : data(cause, depth + 1, seen),
                suppressed);
    }

    private static List<StackTraceElement> safeTrace(Throwable thrown) {
        try {
            return List.of(thrown.getStackTrace());
        } catch (Throwable e) { // there may be nulls in it, too
            return List.of();
        }
    }

    private static @Nullable Throwable safeCause(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (Throwable e) {
            return e;
        }
    }

    /** Why it was thrown, in a few words: its message, or what it is where that says little. Throws nothing either. */
    public static String reason(Throwable thrown) {
        String message = message(thrown);
        if (message == null || message.isBlank()) {
            return thrown.getClass().getName();
        }
        return thrown instanceof Error ? thrown.getClass().getName() + ": " + message : message;
    }

    /** Its message, whatever its own method does. */
    static @Nullable String message(Throwable thrown) {
        try {
            return thrown.getMessage();
        } catch (Throwable e) {
            return "(getMessage threw " + e.getClass().getName() + ")";
        }
    }

    private void write(DataOutputStream out, ThrowableData data) throws IOException {
        writeText(out, data.className());
        writeText(out, data.message());
        out.writeInt(data.frames().size());
        for (StackTraceElement frame : data.frames()) {
            writeText(out, frame.getClassName());
            writeText(out, frame.getMethodName());
            writeText(out, frame.getFileName());
            out.writeInt(frame.getLineNumber());
        }
        out.writeInt(data.suppressed().size());
        for (ThrowableData other : data.suppressed()) {
            write(out, other);
        }
        out.writeBoolean(data.cause() != null);
        if (data.cause() != null) {
            write(out, data.cause());
        }
    }

    private static ThrowableData read(DataInputStream in, int depth) throws IOException {
        if (depth > 2 * MAX_DEPTH) {
            throw new ProtocolViolation("a throwable is nested too deeply");
        }
        String className = readRequiredText(in);
        String message = readText(in);
        List<StackTraceElement> frames = new ArrayList<>();
        for (int i = checkedCount(in, MAX_FRAMES); i > 0; i--) {
            String declaring = readRequiredText(in);
            String method = readRequiredText(in);
            String file = readText(in);
            frames.add(new StackTraceElement(declaring, method, file, in.readInt()));
        }
        List<ThrowableData> suppressed = new ArrayList<>();
        for (int i = checkedCount(in, MAX_DEPTH); i > 0; i--) {
            suppressed.add(read(in, depth + 1));
        }
        return new ThrowableData(className, message, frames, in.readBoolean() ? read(in, depth + 1) : null, suppressed);
    }

    private static int checkedCount(DataInputStream in, int max) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > max) {
            throw new ProtocolViolation("a throwable has " + count + " parts; the limit is " + max);
        }
        return count;
    }

    private void writeText(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        String kept = text.length() > maxText ? text.substring(0, maxText) + "... (cut)" : text;
        byte[] bytes = kept.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static @Nullable String readText(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length == -1) {
            return null;
        }
        if (length < 0 || length > in.available()) {
            throw new ProtocolViolation("a text of " + length + " bytes where " + in.available() + " are left");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static String readRequiredText(DataInputStream in) throws IOException {
        String text = readText(in);
        if (text == null) {
            throw new ProtocolViolation("a name is missing in a throwable");
        }
        return text;
    }
}
