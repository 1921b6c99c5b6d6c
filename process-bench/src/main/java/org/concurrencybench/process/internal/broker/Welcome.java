package org.concurrencybench.process.internal.broker;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The owner's first answer to a process.
 *
 * @param number the process's among the broker's parties
 * @param words the file of words
 * @param lane the file of the memory between the two; null where there is none
 */
record Welcome(int number, Path words, @Nullable Path lane) {
    private static final String SEPARATOR = "\0";

    static Answer answer(int number, Path words, @Nullable Path lane) {
        String files = words + SEPARATOR + (lane == null ? "" : lane);
        return Answer.ok(number, ByteBuffer.wrap(files.getBytes(StandardCharsets.UTF_8)));
    }

    static Welcome read(Answer answer) {
        ByteBuffer values = answer.values().duplicate();
        int number = (int) values.getLong();
        String files = StandardCharsets.UTF_8.decode(values).toString();
        int end = files.indexOf(SEPARATOR);
        String lane = files.substring(end + 1);
        return new Welcome(number, Path.of(files.substring(0, end)), lane.isEmpty() ? null : Path.of(lane));
    }
}
