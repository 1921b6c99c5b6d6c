package org.concurrencybench.process.internal.broker;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.concurrencybench.process.internal.wire.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/**
 * The owner's first answer to a process.
 *
 * @param number the process's among the broker's parties
 * @param text the file of words, or the owner's own address for a process that cannot map it
 * @param lane the file of the memory between the two; null where there is none
 */
record Welcome(int number, String text, @Nullable Path lane) {
    private static final String SEPARATOR = "\0";

    static Answer answer(int number, String text, @Nullable Path lane) {
        String files = lane == null ? text : text + SEPARATOR + lane;
        return Answer.ok(number, ByteBuffer.wrap(files.getBytes(StandardCharsets.UTF_8)));
    }

    static Welcome read(Answer answer) throws ProtocolViolation {
        ByteBuffer values = answer.values().duplicate();
        if (answer.status() != Status.OK || values.remaining() <= Long.BYTES) {
            throw new ProtocolViolation("the owner's answer names no shared memory");
        }
        int number = (int) values.getLong();
        String files = StandardCharsets.UTF_8.decode(values).toString();
        int end = files.indexOf(SEPARATOR);
        return end < 0
                ? new Welcome(number, files, null)
                : new Welcome(number, files.substring(0, end), Path.of(files.substring(end + 1)));
    }
}
