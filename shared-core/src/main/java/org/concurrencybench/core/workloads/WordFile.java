package org.concurrencybench.core.workloads;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files of numbers that arithmetic knows: big-endian words of eight bytes, all of which differ. */
final class WordFile {
    static final int WORDS_PER_MEGABYTE = (1 << 20) / Long.BYTES;

    private static final long STEP = 0x9E3779B97F4A7C15L;

    private WordFile() {}

    /** What stands at place {@code index} of every such file. */
    static long word(long index) {
        return index * STEP;
    }

    /** The sum of {@code count} words, the first at place {@code first} and each {@code step} places after the last. */
    static long sum(long first, long step, long count) {
        return word(count * first + step * (count * (count - 1) / 2));
    }

    /** Makes a file of {@code megabytes} and waits until it is on the disk, so that nothing is written later. */
    static void write(Path file, int megabytes) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 20);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int megabyte = 0; megabyte < megabytes; megabyte++) {
                fill(bytes.clear(), (long) megabyte * WORDS_PER_MEGABYTE);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            channel.force(true);
        }
    }

    /** Fills {@code bytes} with the words from place {@code first} on, and makes it ready to be read. */
    static void fill(ByteBuffer bytes, long first) {
        for (long index = first; bytes.hasRemaining(); index++) {
            bytes.putLong(word(index));
        }
        bytes.flip();
    }
}
