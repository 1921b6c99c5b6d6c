package org.concurrencybench.process.internal.broker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The memory between the owner and one other process: a ring for calls, one for answers, and the bell at which a thread
 * of that process listens for answers. A file in the owner's run directory, written in full when it is made.
 */
final class Lane {
    /** How the last part of the path of every such file begins. */
    static final String NAME = "lane-";

    private static final int CALLS = 256 << 10;
    private static final int ANSWERS = 128 << 10;
    private static final int BYTES = Ring.bytes(CALLS) + Ring.bytes(ANSWERS) + Bell.BYTES;

    final Ring calls;
    final Ring answers;
    final Bell bell;

    final Path file;

    private Lane(Path file, MappedByteBuffer memory, Futex futex) {
        this.file = file;
        calls = new Ring(memory, 0, CALLS, Broker.MAX_PAYLOAD);
        answers = new Ring(memory, Ring.bytes(CALLS), ANSWERS, Broker.MAX_PAYLOAD);
        bell = new Bell(memory, Ring.bytes(CALLS) + Ring.bytes(ANSWERS), futex);
    }

    /** The owner's side; makes the file. */
    static Lane create(Path file, Futex futex) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocate(BYTES);
            while (zeros.hasRemaining()) {
                channel.write(zeros);
            }
            return map(file, channel, futex);
        }
    }

    /** The other side. Another file than one of this name is refused: it may hold anything. */
    static Lane open(Path file, Futex futex) throws IOException {
        Path name = file.getFileName();
        if (name == null || !name.toString().startsWith(NAME)) {
            throw new IOException(file + " is no lane");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() != BYTES) {
                throw new IOException(file + " has " + channel.size() + " bytes instead of " + BYTES);
            }
            return map(file, channel, futex);
        }
    }

    /** At the end of its process. */
    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // it goes with the directory
        }
    }

    private static Lane map(Path file, FileChannel channel, Futex futex) throws IOException {
        return new Lane(file, channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES), futex);
    }
}
