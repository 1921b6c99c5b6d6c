package org.concurrencybench.reports.run.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Writes once a second that the run is alive. A killed run cannot say when it ended: this tells how much time its last,
 * lost trial took, and how long ago its processes lost their runner.
 */
public final class Heartbeat implements AutoCloseable {
    /** Always of the same length, so that each one overwrites the one before as a whole. */
    private static final DateTimeFormatter INSTANT =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private static final int LENGTH = 60;
    private static final String RUNNING = "running";
    private static final String ENDED = "ended  ";

    private final FileChannel file;
    private final Instant part;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;

    private Heartbeat(FileChannel file, Instant part) {
        this.file = file;
        this.part = part;
        this.thread = Thread.ofPlatform().name("heartbeat").daemon().unstarted(this::live);
    }

    /**
     * The last one in a file.
     *
     * @param part when that part of the run started
     * @param seen when it was last seen alive
     * @param ended whether it ended by itself, with all its processes
     */
    public record Last(Instant part, Instant seen, boolean ended) {}

    /** Writes to {@code file} until closed; {@code part} is when this part of the run started. */
    static Heartbeat start(FileChannel file, Instant part) {
        Heartbeat heartbeat = new Heartbeat(file, part);
        heartbeat.thread.start();
        return heartbeat;
    }

    /** Empty where there is none, or something else. */
    static Optional<Last> last(FileChannel file) {
        try {
            // By this channel: closing another one on the same file would give up the lock.
            ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
            file.read(bytes, 0);
            List<String> words = List.of(
                    new String(bytes.array(), StandardCharsets.US_ASCII).strip().split(" "));
            return words.size() != 3
                    ? Optional.empty()
                    : Optional.of(new Last(
                            Instant.parse(words.get(0)),
                            Instant.parse(words.get(1)),
                            words.get(2).equals(ENDED.strip())));
        } catch (IOException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private void live() {
        try {
            do {
                write(RUNNING);
            } while (!over.await(1, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does; then the time after this is not known
        }
    }

    private void write(String state) {
        String heartbeat = INSTANT.format(part) + " " + INSTANT.format(Instant.now()) + " " + state + "\n";
        try {
            file.write(ByteBuffer.wrap(heartbeat.getBytes(StandardCharsets.US_ASCII)), 0);
        } catch (IOException e) {
            // a disk that refuses this refuses the records too, and they say so
        }
    }

    @Override
    public void close() {
        over.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        write(ENDED);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
