package org.concurrencybench.core.os;

import com.sun.management.OperatingSystemMXBean;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;

/**
 * CPU time and memory of this JVM with its worker processes, or other processes that belong to it.
 *
 * <p>It reads one small file per process: looking for descendants, or asking {@link ProcessHandle} where there is
 * {@code /proc}, reads those of the whole machine and costs as much as an iteration.
 */
public final class ProcessTree {
    /** What the peak stands after in /proc/PID/status, in kB. */
    private static final String PEAK = "VmHWM:";
    /** {@code USER_HZ}, in which /proc counts; 100 on every Linux that a JVM runs on. */
    private static final long NANOS_PER_TICK = 10_000_000;

    private final OperatingSystemMXBean self = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /**
     * CPU nanoseconds used so far by this JVM, by its workers with the children that they have reaped, and by its own
     * reaped children. All but the first count in clock ticks of 10 ms; where there is no /proc, ended children are not
     * counted.
     */
    public long cpuNanos(List<Long> workers) {
        return self.getProcessCpuTime() + ticks("self", 13, 14).orElse(0L) * NANOS_PER_TICK + cpuNanosOf(workers);
    }

    /** CPU nanoseconds used so far by other processes with the children that they have reaped. */
    public static long cpuNanosOf(List<Long> processes) {
        long nanos = 0;
        for (long worker : processes) {
            nanos += ticks(Long.toString(worker), 11, 14)
                    .map(ticks -> ticks * NANOS_PER_TICK)
                    .orElseGet(() -> told(worker));
        }
        return nanos;
    }

    /** Peak resident bytes of this JVM plus those of its workers; pages that they share count more than once. */
    public long peakResidentBytes(List<Long> workers) {
        long bytes = peakOf("self");
        for (long worker : workers) {
            bytes += peakOf(Long.toString(worker));
        }
        return bytes;
    }

    /** Process ids of all that descend from this JVM now. */
    public static List<Long> descendants() {
        try (var processes = ProcessHandle.current().descendants()) {
            return processes.map(ProcessHandle::pid).toList();
        }
    }

    /**
     * The sum of fields of /proc/PID/stat, counted after the name: 11 utime, 12 stime, 13 cutime, 14 cstime (proc(5)).
     */
    private static Optional<Long> ticks(String process, int first, int last) {
        String stat = text(process, "stat");
        if (stat.isEmpty()) {
            return Optional.empty();
        }
        // The name stands in parentheses and may hold anything, blanks too.
        StringTokenizer fields = new StringTokenizer(stat.substring(stat.lastIndexOf(')') + 2));
        long sum = 0;
        for (int field = 0; field <= last; field++) {
            String value = fields.nextToken();
            sum += field < first ? 0 : Long.parseLong(value);
        }
        return Optional.of(sum);
    }

    private static long told(long worker) {
        return ProcessHandle.of(worker)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(Duration::toNanos)
                .orElse(0L);
    }

    private static long peakOf(String process) {
        String status = text(process, "status");
        int peak = status.indexOf(PEAK);
        return peak < 0
                ? 0 // it has just ended, or there is no /proc
                : Long.parseLong(new StringTokenizer(status.substring(peak + PEAK.length())).nextToken()) * 1024;
    }

    /**
     * What a file in /proc holds; nothing when there is none. It is read in every iteration by code that is still cold:
     * paths, channels and regular expressions would take most of a millisecond each time.
     */
    private static String text(String process, String name) {
        try (InputStream in = new FileInputStream("/proc/" + process + "/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
