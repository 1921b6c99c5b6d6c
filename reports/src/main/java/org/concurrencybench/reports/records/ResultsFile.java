package org.concurrencybench.reports.records;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import tools.jackson.databind.json.JsonMapper;

/** Appends lines to {@code results.jsonl}; each is on the disk when {@link #append} returns. */
public final class ResultsFile implements AutoCloseable {
    public static final String NAME = "results.jsonl";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final FileChannel channel;

    private ResultsFile(FileChannel channel) {
        this.channel = channel;
    }

    /** A new, empty file; one that is there already is an error. */
    public static ResultsFile create(Path file) throws IOException {
        return on(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    static ResultsFile on(Path file, OpenOption... options) throws IOException {
        return new ResultsFile(FileChannel.open(file, options));
    }

    /** An existing file, to be appended to; an incomplete last line is removed. */
    public static ResultsFile resume(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        ByteBuffer last = ByteBuffer.allocate(1);
        long end = channel.size();
        while (end > 0 && channel.read(last.clear(), end - 1) == 1 && last.get(0) != '\n') {
            end--;
        }
        channel.truncate(end);
        channel.position(end);
        return new ResultsFile(channel);
    }

    /**
     * Writes one line and waits until it is on the disk. A line that did not fit whole is taken back, so that the lines before it
     * stay readable.
     *
     * @throws IOException when the disk refuses it
     */
    public void append(Line line) throws IOException {
        long before = channel.position();
        ByteBuffer bytes = ByteBuffer.wrap(line(line).getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (IOException e) {
            channel.truncate(before);
            throw e;
        }
    }

    /** {@code line} as text, with its end. */
    public static String line(Line line) {
        return MAPPER.writerFor(Line.class).writeValueAsString(line) + "\n";
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /**
     * Everything in {@code file}.
     *
     * @throws IOException when it cannot be read, has no header, or a line before the last is not readable; the message says which
     */
    public static RunResults read(Path file) throws IOException {
        try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return RunResults.of(file, lines.toList(), MAPPER.readerFor(Line.class));
        }
    }
}
