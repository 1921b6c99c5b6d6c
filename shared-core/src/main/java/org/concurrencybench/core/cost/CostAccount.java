package org.concurrencybench.core.cost;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.concurrencybench.core.os.ProcessTree;

/**
 * What this JVM and its workers use from one moment to another, by the names of {@link CostTotals}. Everything is read
 * at the two moments, while no task runs, and nothing in between.
 *
 * <p>Used by one thread.
 */
public final class CostAccount {
    private final ThreadMXBean threadBean = ManagementFactory.getThreadMXBean();
    private final ThreadAccount threadAccount = new ThreadAccount();
    private final List<Long> fixtures;
    private Snapshot begin = Snapshot.NONE;

    /**
     * Who is accounted for.
     *
     * @param workers process ids of its workers
     * @param reporting how many of them report their own usage; below 0 where there are some that do not stay
     * @param driver id of the thread that submits tasks; 0 for none yet
     */
    public record Parties(List<Long> workers, int reporting, long driver) {
        public Parties {
            workers = List.copyOf(workers);
        }

        /** Whether all JVMs that run tasks can be asked at both moments. */
        boolean staying() {
            return reporting >= 0;
        }

        /** Whether {@code usage} is that of every worker. */
        boolean isComplete(Map<Long, JvmUsage> usage) {
            return workers.isEmpty() ? staying() : reporting > 0 && usage.size() >= reporting;
        }
    }

    /** What was read at one moment; {@code usage} of all JVMs by process id, 0 for this one. */
    private record Snapshot(
            Parties parties,
            Map<Long, JvmUsage> usage,
            Optional<ThreadAccount.Reading> threads,
            long driverNanos,
            long fixtureNanos) {
        static final Snapshot NONE = new Snapshot(new Parties(List.of(), 0, 0), Map.of(), Optional.empty(), -1, 0);
    }

    /** {@code fixtures}: process ids of what tasks use and is no part of the model. */
    public CostAccount(List<Long> fixtures) {
        this.fixtures = List.copyOf(fixtures);
    }

    /** For the fixtures that the runner names. */
    public static CostAccount ofThisTrial() {
        return new CostAccount(
                Stream.of(System.getProperty(CostTotals.FIXTURES, "").split(","))
                        .filter(pid -> !pid.isEmpty())
                        .map(Long::valueOf)
                        .toList());
    }

    /** The first moment; what is fast to read comes last. */
    public void begin(Parties parties) {
        long fixtureNanos = ProcessTree.cpuNanosOf(fixtures);
        Optional<ThreadAccount.Reading> threads =
                parties.staying() ? threadAccount.read(parties.workers()) : Optional.empty();
        Map<Long, JvmUsage> usage = usage(parties);
        begin = new Snapshot(parties, usage, threads, driverNanos(parties), fixtureNanos);
    }

    /** The second moment; returns what was used since the first. */
    public Map<String, Double> end(Parties parties) {
        long driverNanos = driverNanos(parties);
        Map<Long, JvmUsage> usage = usage(parties);
        Optional<ThreadAccount.Reading> threads =
                parties.staying() ? threadAccount.read(parties.workers()) : Optional.empty();
        long fixtureNanos = ProcessTree.cpuNanosOf(fixtures);
        Map<String, Double> totals = new LinkedHashMap<>();
        usages(totals, usage);
        threads(totals, threads, endedThreads(usage));
        boolean sameDriver = parties.driver() == begin.parties().driver() && begin.driverNanos() >= 0;
        totals.put(
                CostTotals.DRIVER_CPU_NANOS,
                sameDriver && driverNanos >= 0 ? (double) (driverNanos - begin.driverNanos()) : Double.NaN);
        if (!fixtures.isEmpty()) {
            totals.put(CostTotals.FIXTURE_CPU_NANOS, (double) (fixtureNanos - begin.fixtureNanos()));
        }
        return totals;
    }

    /** The peaks so far. */
    public Map<String, Double> peaks(Parties parties) {
        Map<String, Double> peaks = new LinkedHashMap<>();
        OptionalLong memory = parties.staying() ? ResidentMemory.peak(parties.workers()) : OptionalLong.empty();
        memory.ifPresent(bytes -> peaks.put(CostTotals.PEAK_PROPORTIONAL_BYTES, (double) bytes));
        Map<Long, JvmUsage> usage = usage(parties);
        if (!usage.isEmpty()) {
            peaks.put(CostTotals.PEAK_THREADS, (double)
                    usage.values().stream().mapToLong(JvmUsage::peakThreads).sum());
        }
        ResidentMemory.peakOf(fixtures).ifPresent(bytes -> peaks.put(CostTotals.PEAK_FIXTURE_BYTES, (double) bytes));
        return peaks;
    }

    /** Of all JVMs; empty where one of them cannot be asked. */
    private static Map<Long, JvmUsage> usage(Parties parties) {
        Map<Long, JvmUsage> reported = UsageReports.read(parties.reporting());
        if (!parties.isComplete(reported)) {
            return Map.of();
        }
        Map<Long, JvmUsage> usage = new LinkedHashMap<>(reported);
        usage.put(0L, JvmUsage.here());
        return usage;
    }

    private void usages(Map<String, Double> totals, Map<Long, JvmUsage> usage) {
        double allocated = Double.NaN;
        double collection = Double.NaN;
        if (!usage.isEmpty() && usage.keySet().equals(begin.usage().keySet())) {
            collection = 0;
            allocated = usage.values().stream().allMatch(JvmUsage::countsAllocation) ? 0 : Double.NaN;
            for (Map.Entry<Long, JvmUsage> jvm : usage.entrySet()) {
                JvmUsage before = begin.usage().getOrDefault(jvm.getKey(), jvm.getValue());
                allocated += jvm.getValue().allocatedBytes() - before.allocatedBytes();
                collection += (jvm.getValue().collectionMillis() - before.collectionMillis()) * 1e6;
            }
        }
        totals.put(CostTotals.ALLOCATED_BYTES, allocated);
        totals.put(CostTotals.COLLECTION_NANOS, collection);
    }

    /** Threads that ended meanwhile; nothing where nobody knows. */
    private OptionalLong endedThreads(Map<Long, JvmUsage> usage) {
        if (usage.isEmpty() || !usage.keySet().equals(begin.usage().keySet())) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(usage.entrySet().stream()
                .mapToLong(jvm -> jvm.getValue().endedThreads()
                        - begin.usage()
                                .getOrDefault(jvm.getKey(), jvm.getValue())
                                .endedThreads())
                .sum());
    }

    private void threads(Map<String, Double> totals, Optional<ThreadAccount.Reading> now, OptionalLong ended) {
        Optional<ThreadAccount.Reading> used = begin.threads().flatMap(before -> now.map(after -> after.since(before)));
        put(totals, CostTotals.COMPILER_CPU_NANOS, used.map(ThreadAccount.Reading::compilerNanos));
        put(totals, CostTotals.COLLECTOR_CPU_NANOS, used.map(ThreadAccount.Reading::collectorNanos));
        // The switches of a thread are gone with it.
        Optional<ThreadAccount.Reading> whole = used.filter(reading -> ended.isPresent() && ended.getAsLong() == 0);
        put(totals, CostTotals.VOLUNTARY_SWITCHES, whole.map(ThreadAccount.Reading::voluntary));
        put(totals, CostTotals.INVOLUNTARY_SWITCHES, whole.map(ThreadAccount.Reading::involuntary));
    }

    private static void put(Map<String, Double> totals, String name, Optional<Long> value) {
        totals.put(name, value.map(Long::doubleValue).orElse(Double.NaN));
    }

    /** Below 0 where it is not known. */
    private long driverNanos(Parties parties) {
        return parties.driver() == 0 || !threadBean.isThreadCpuTimeSupported()
                ? -1
                : threadBean.getThreadCpuTime(parties.driver());
    }
}
