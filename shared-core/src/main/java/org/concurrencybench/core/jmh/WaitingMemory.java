package org.concurrencybench.core.jmh;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.cost.ResidentMemory;
import org.concurrencybench.core.experiment.EvidenceNames;
import org.concurrencybench.core.os.ThreadLimit;

/**
 * How much memory tasks take that wait and do nothing else, for several numbers of them, each in a session of its own.
 *
 * <p>What is counted: resident memory outside of the heap, and live memory in the heap. The heap must have been touched
 * when the JVM started ({@code -XX:+AlwaysPreTouch}): then garbage adds nothing to the resident memory, and nothing
 * that is live hides in pages that were resident before.
 */
final class WaitingMemory {
    /** For one session to have all its tasks waiting, and to end them. */
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** Waiting before the first reading, so that classes are loaded and code is there. */
    private static final int REHEARSAL = 50;
    /** What may be taken of the threads that the system has left: others need some as well. */
    private static final double MOST_OF_THREADS = 0.5;

    private final ConcurrencyModel model;
    private final Settings settings;
    /** Platform threads for each waiting task, as the last session had them. */
    private double threadsPerTask;

    WaitingMemory(ConcurrencyModel model, Settings settings) {
        this.model = model;
        this.settings = settings;
    }

    /** The numbers of waiting tasks that the runner asks for, ascending; none for none. */
    static List<Integer> asked() {
        return Stream.of(System.getProperty(EvidenceNames.WAITING, "").split(","))
                .filter(count -> !count.isEmpty())
                .map(Integer::valueOf)
                .sorted()
                .toList();
    }

    /** What was seen, or was refused, by the names of {@link EvidenceNames}. */
    Map<String, String> measure(List<Integer> counts) throws InterruptedException {
        Map<String, String> told = new LinkedHashMap<>();
        Map<Integer, Long> bytes = new TreeMap<>();
        Optional<String> refused = model.family() == ModelFamily.PROCESS
                ? Optional.of("the memory of worker processes is not looked at here")
                : refusal(REHEARSAL).or(() -> waiting(REHEARSAL).refused());
        OptionalLong none = memory();
        if (none.isEmpty()) {
            refused = Optional.of("the system does not report resident memory");
        }
        for (int count : counts) {
            if (refused.isEmpty()) {
                refused = refusal(count);
            }
            if (refused.isEmpty()) {
                Waiting seen = waiting(count);
                refused = seen.refused();
                if (refused.isEmpty()) {
                    long over = seen.bytes() - none.orElse(0);
                    bytes.put(count, over);
                    told.put(EvidenceNames.WAITING_BYTES + count, Long.toString(over));
                }
            }
            refused.ifPresent(why -> told.put(EvidenceNames.WAITING_REFUSED + count, why));
        }
        if (!bytes.isEmpty()) {
            told.put(EvidenceNames.WAITING_BYTES_PER_TASK, Double.toString(slope(bytes)));
        }
        return told;
    }

    /** Why {@code count} tasks cannot wait, as far as it is known without trying. */
    private Optional<String> refusal(int count) {
        if (model.maxConcurrency() < count) {
            return Optional.of("it has " + model.maxConcurrency() + " in flight at most");
        }
        Optional<String> refused =
                model.refusal(new WaitingTasks(), Runtime.version().feature());
        if (refused.isPresent()) {
            return refused;
        }
        try {
            model.check(with(count));
        } catch (UsageException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        long threads = Math.round(threadsPerTask * count);
        return ThreadLimit.now()
                .filter(limit -> threads > limit.threads() * MOST_OF_THREADS)
                .map(limit -> "it takes " + threads + " threads, and half of what the system has left is "
                        + Math.round(limit.threads() * MOST_OF_THREADS) + " (" + limit.limit() + ")");
    }

    private Settings with(int count) {
        return new Settings(settings.cpus(), count, settings.own());
    }

    /** What was seen of some waiting tasks, or why they did not wait. */
    private record Waiting(long bytes, Optional<String> refused) {}

    private Waiting waiting(int count) {
        long threads = ManagementFactory.getThreadMXBean().getThreadCount();
        WaitingSession session = new WaitingSession(model, with(count), count);
        try {
            session.start();
            Optional<String> failure = session.awaitAll(LIMIT);
            if (failure.isPresent()) {
                return new Waiting(0, failure);
            }
            OptionalLong bytes = memory();
            threadsPerTask =
                    Math.max(0, ManagementFactory.getThreadMXBean().getThreadCount() - threads) / (double) count;
            return bytes.isEmpty()
                    ? new Waiting(0, Optional.of("the system does not report resident memory"))
                    : new Waiting(bytes.getAsLong(), Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Waiting(0, Optional.of("interrupted"));
        } finally {
            session.end(LIMIT);
        }
    }

    /** Resident outside of the heap, which is resident as a whole, and live in it; the heap itself is a constant. */
    private static OptionalLong memory() {
        System.gc();
        System.gc(); // what the first one made free by references and cleaners
        OptionalLong resident = ResidentMemory.now(List.of());
        long live = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return resident.isEmpty() ? resident : OptionalLong.of(resident.getAsLong() + live);
    }

    /** Of the straight line that fits best, through the reading without any task as well. */
    static double slope(Map<Integer, Long> bytes) {
        double n = bytes.size() + 1;
        double meanCount = bytes.keySet().stream().mapToDouble(count -> count).sum() / n;
        double meanBytes = bytes.values().stream().mapToDouble(over -> over).sum() / n;
        double products = meanCount * meanBytes;
        double squares = meanCount * meanCount;
        for (Map.Entry<Integer, Long> reading : bytes.entrySet()) {
            double count = reading.getKey() - meanCount;
            products += count * (reading.getValue() - meanBytes);
            squares += count * count;
        }
        return products / squares;
    }
}
