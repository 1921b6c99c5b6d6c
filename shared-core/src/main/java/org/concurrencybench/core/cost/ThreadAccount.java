package org.concurrencybench.core.cost;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.concurrencybench.core.os.ProcFile;

/**
 * What the threads of this JVM and its workers have used, by kind, and how often they were taken off their CPUs. Only
 * where there is {@code /proc}.
 *
 * <p>Sums never fall: what a thread had when it was last seen stays counted after its end. What a thread did that came
 * and went between two readings is not seen.
 *
 * <p>Used by one thread. A reading opens one or two small files for each thread.
 */
public final class ThreadAccount {
    /** Beyond, a reading would take longer than an iteration. */
    private static final int MOST_THREADS = 2000;

    private static final String VOLUNTARY = "voluntary_ctxt_switches:";
    private static final String INVOLUNTARY = "nonvoluntary_ctxt_switches:";

    /** By the path of a thread. */
    private final Map<String, Seen> threads = new HashMap<>();

    private final long[] ended = new long[4];

    /**
     * Sums so far.
     *
     * @param compilerNanos CPU nanoseconds of the compilers' threads
     * @param collectorNanos CPU nanoseconds of the collector's threads, and of the JVM's own thread that stops the
     *     others for it
     * @param voluntary switches of threads that had to wait, of all threads
     * @param involuntary switches of threads that could have continued
     */
    public record Reading(long compilerNanos, long collectorNanos, long voluntary, long involuntary) {
        Reading since(Reading before) {
            return new Reading(
                    compilerNanos - before.compilerNanos,
                    collectorNanos - before.collectorNanos,
                    voluntary - before.voluntary,
                    involuntary - before.involuntary);
        }
    }

    /** The last reading of a thread: the four numbers of a {@link Reading}. */
    private record Seen(long compiler, long collector, long voluntary, long involuntary) {
        boolean isBefore(Seen later) {
            return compiler <= later.compiler
                    && collector <= later.collector
                    && voluntary <= later.voluntary
                    && involuntary <= later.involuntary;
        }
    }

    /** Empty where the threads cannot be read, or are too many. */
    public Optional<Reading> read(List<Long> workers) {
        boolean all = read("self");
        for (long worker : workers) {
            all &= read(Long.toString(worker));
        }
        if (!all) {
            return Optional.empty();
        }
        long[] sums = ended.clone();
        threads.values().forEach(seen -> add(sums, seen));
        return Optional.of(new Reading(sums[0], sums[1], sums[2], sums[3]));
    }

    private static void add(long[] sums, Seen seen) {
        sums[0] += seen.compiler();
        sums[1] += seen.collector();
        sums[2] += seen.voluntary();
        sums[3] += seen.involuntary();
    }

    private boolean read(String process) {
        String folder = "/proc/" + process + "/task/";
        String[] names = ProcFile.names(folder);
        if (names.length == 0 || names.length > MOST_THREADS) {
            return false;
        }
        for (String name : names) {
            String path = folder.concat(name);
            String status = ProcFile.text(path.concat("/status"));
            if (!status.isEmpty()) { // else it has just ended
                Seen now = seen(path, status);
                Seen before = threads.put(path, now);
                if (before != null && !before.isBefore(now)) {
                    add(ended, before); // another thread has the number of one that has ended
                }
            }
        }
        return true;
    }

    private static Seen seen(String path, String status) {
        ServiceThread kind = ServiceThread.of(name(status));
        long nanos = kind == ServiceThread.NONE ? 0 : nanos(ProcFile.text(path.concat("/schedstat")));
        return new Seen(
                kind == ServiceThread.COMPILER ? nanos : 0,
                kind == ServiceThread.COLLECTOR ? nanos : 0,
                ProcFile.number(status, VOLUNTARY).orElse(0),
                ProcFile.number(status, INVOLUNTARY).orElse(0));
    }

    /** What stands after {@code Name:} in the first line. */
    private static String name(String status) {
        int begin = status.indexOf('\t');
        int end = status.indexOf('\n');
        return begin < 0 || end < begin ? "" : status.substring(begin + 1, end);
    }

    private static long nanos(String schedstat) {
        int end = schedstat.indexOf(' ');
        return end <= 0 ? 0 : Long.parseLong(schedstat, 0, end, 10);
    }
}
