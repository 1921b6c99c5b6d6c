package org.concurrencybench.reports.records;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Appends lines to {@code results.jsonl}; each is on the disk when {@link #append} returns. */
public final class ResultsFile implements AutoCloseable {
    public static final String NAME = "results.jsonl";

    /** As runs write it. */
    private static final String START = "{\"line\":\"header\"";
    /** As others may have written it again. */
    private static final Pattern HEADER = Pattern.compile("\\s*\\{\\s*\"(line|schema|suite)\"");

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

    /** An existing file, to be appended to; a last line that is not whole is removed. */
    public static ResultsFile resume(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        int last = all.length;
        if (last > 0 && all[last - 1] == '\n') {
            last--;
        }
        int start = last;
        while (start > 0 && all[start - 1] != '\n') {
            start--;
        }
        boolean whole = isWhole(new String(all, start, last - start, StandardCharsets.UTF_8));
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        channel.truncate(whole ? last : start);
        channel.position(channel.size());
        if (whole) {
            channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
        }
        return new ResultsFile(channel);
    }

    private static boolean isWhole(String line) {
        try {
            MAPPER.readerFor(Line.class).readValue(line);
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }

    /**
     * Writes one line and waits until it is on the disk. A line that did not fit whole is taken back, so that the lines
     * before it stay readable.
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
            try {
                channel.truncate(before);
            } catch (IOException left) {
                e.addSuppressed(left); // a torn last line is repaired when the run goes on
            }
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
     * @throws IOException when it cannot be read, has no header of this format, or a line before the last is not
     *     readable; the message says which
     */
    public static RunResults read(Path file) throws IOException {
        return new ResultsReader(file, MAPPER).read();
    }

    /**
     * Whether {@code file} looks like a run's: it is empty, or starts with a header or the beginning of one, of
     * whichever version of this format. One that cannot be read does.
     */
    public static boolean isOfARun(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String start = new String(in.readNBytes(START.length()), StandardCharsets.UTF_8);
            return START.startsWith(start) || HEADER.matcher(start).lookingAt();
        } catch (IOException e) {
            return true; // what is wrong with it is said where it is used
        }
    }

    /**
     * What {@code file} starts with, whatever follows.
     *
     * @throws IOException when it cannot be read or starts with something else
     */
    public static RunHeader header(Path file) throws IOException {
        return new ResultsReader(file, MAPPER).readHeader();
    }
}
