package org.concurrencybench.reports.run.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.reports.records.History;
import org.concurrencybench.reports.records.IoReason;
import org.concurrencybench.reports.records.ResultsFile;

/** The folder that holds a run's results: one run at a time, earlier ones moved aside. */
public final class ReportFolder implements AutoCloseable {
    private static final String LOCK = ".lock";
    /** Files that are made from the records: without these, they are somebody else's. */
    private static final List<String> WRITTEN = List.of(
            "index.html",
            "analysis.json",
            "summary.csv",
            "results.csv",
            "latencies.csv",
            "capacities.csv",
            "prices.csv",
            "jmh-result.json");

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** So long after its runner's last heartbeat a trial may go on; a second of it is between two heartbeats. */
    private static final Duration ORPHANED = Duration.ofSeconds(3);

    private final Path path;
    private final FileChannel lock;
    private final Optional<Heartbeat.Last> lastHeartbeat;

    private ReportFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
        this.lastHeartbeat = Heartbeat.last(lock);
    }

    /**
     * Takes the folder for this run, making it where it is missing.
     *
     * @throws UsageException when it cannot be written or another run has it
     */
    public static ReportFolder take(Path path) {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new UsageException(
                    "the output folder " + path + " is a file: name another one with bench.out (--out)");
        }
        refuseForeign(path);
        try {
            Files.createDirectories(path);
            FileChannel channel = FileChannel.open(
                    path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new UsageException("another run is writing to " + path
                        + ": wait for it, or name another folder with bench.out (--out)");
            }
            return new ReportFolder(path, channel);
        } catch (IOException e) {
            throw new UsageException(
                    "the output folder " + path.toAbsolutePath() + " cannot be written (" + IoReason.of(e)
                            + "): name another one with bench.out (--out)",
                    e);
        }
    }

    /** What a run would write over or move aside must be a run's. */
    private static void refuseForeign(Path path) {
        Path results = path.resolve(ResultsFile.NAME);
        Optional<String> foreign = Files.exists(results)
                ? Optional.of(ResultsFile.NAME).filter(name -> !ResultsFile.isOfARun(results))
                : WRITTEN.stream()
                        .filter(name -> Files.exists(path.resolve(name)))
                        .findFirst();
        if (foreign.isPresent()) {
            throw new UsageException("the output folder " + path + " has a file " + foreign.get()
                    + " that does not belong to a run, and nothing has been touched: name another folder with bench.out (--out),"
                    + " or move what is there away");
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // by another run in this JVM
        }
    }

    public Path path() {
        return path;
    }

    public Path results() {
        return path.resolve(ResultsFile.NAME);
    }

    /** The last heartbeat of the run that had the folder before. */
    public Optional<Heartbeat.Last> lastHeartbeat() {
        return lastHeartbeat;
    }

    /** How long to wait until the processes of a run that was killed a moment ago have noticed it. */
    public Duration orphansLeft() {
        Duration since = lastHeartbeat
                .filter(last -> !last.ended())
                .map(last -> Duration.between(last.seen(), Instant.now()))
                .filter(age -> !age.isNegative())
                .orElse(ORPHANED);
        return since.compareTo(ORPHANED) < 0 ? ORPHANED.minus(since) : Duration.ZERO;
    }

    /**
     * From now on until that is closed, the folder says that its run is alive; {@code part} is when this part of it
     * started.
     */
    public Heartbeat live(Instant part) {
        return Heartbeat.start(lock, part);
    }

    /** Moves what an earlier run left into {@code history/}, under the time at which its results were last written. */
    public void moveEarlierAside() throws IOException {
        if (!Files.exists(results())) {
            return;
        }
        LocalDateTime written =
                LocalDateTime.ofInstant(Files.getLastModifiedTime(results()).toInstant(), ZoneOffset.UTC);
        Path history = Files.createDirectories(path.resolve(History.FOLDER));
        Path target = history.resolve(NAME.format(written.atOffset(ZoneOffset.UTC)));
        for (int next = 2; Files.exists(target); next++) {
            target = history.resolve(NAME.format(written.atOffset(ZoneOffset.UTC)) + "-" + next);
        }
        Files.createDirectory(target);
        List<Path> files;
        try (var listed = Files.list(path)) {
            files = listed.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().equals(LOCK))
                    // The records last: a move that is cut off is done again as long as they are here.
                    .sorted(Comparator.comparing(file -> file.equals(results())))
                    .toList();
        }
        for (Path file : files) {
            Files.move(file, target.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
