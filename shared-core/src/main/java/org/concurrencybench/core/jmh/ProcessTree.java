package org.concurrencybench.core.jmh;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CPU time and memory of this JVM with its worker processes, or other processes that belong to it.
 *
 * <p>It reads one small file per process: looking for descendants, or asking {@link ProcessHandle} where there is {@code /proc}, reads
 * those of the whole machine and costs as much as an iteration.
 */
public final class ProcessTree {
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    /** {@code USER_HZ}, in which /proc counts; 100 on every Linux that a JVM runs on. */
    private static final long NANOS_PER_TICK = 10_000_000;

    private final OperatingSystemMXBean self = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /**
     * CPU nanoseconds used so far by this JVM, by its workers with the children that they have reaped, and by its own reaped
     * children. All but the first count in clock ticks of 10 ms; where there is no /proc, ended children are not counted.
     */
    public long cpuNanos(List<Long> workers) {
        long nanos = self.getProcessCpuTime() + ticks("self", 13, 14).orElse(0L) * NANOS_PER_TICK;
        for (long worker : workers) {
            nanos += ticks(Long.toString(worker), 11, 14)
                    .map(ticks -> ticks * NANOS_PER_TICK)
                    .orElseGet(() -> told(worker));
        }
        return nanos;
    }

    /** Peak resident bytes of this JVM plus those of its workers; pages that they share count more than once. */
    long peakResidentBytes(List<Long> workers) {
        long bytes = peakOf("self");
        for (long worker : workers) {
            bytes += peakOf(Long.toString(worker));
        }
        return bytes;
    }

    /** Process ids of all that descend from this JVM now. */
    static List<Long> descendants() {
        try (var processes = ProcessHandle.current().descendants()) {
            return processes.map(ProcessHandle::pid).toList();
        }
    }

    /** The sum of fields of /proc/PID/stat, counted after the name: 11 utime, 12 stime, 13 cutime, 14 cstime (proc(5)). */
    private static Optional<Long> ticks(String process, int first, int last) {
        try {
            String stat = Files.readString(Path.of("/proc", process, "stat"), StandardCharsets.UTF_8);
            // The name stands in parentheses and may hold anything, blanks too.
            List<String> fields =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
            return Optional.of(fields.subList(first, last + 1).stream()
                    .mapToLong(Long::parseLong)
                    .sum());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static long told(long worker) {
        return ProcessHandle.of(worker)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(Duration::toNanos)
                .orElse(0L);
    }

    private static long peakOf(String process) {
        try {
            Matcher matcher =
                    PEAK.matcher(Files.readString(Path.of("/proc", process, "status"), StandardCharsets.UTF_8));
            return matcher.find() ? Long.parseLong(matcher.group(1)) * 1024 : 0;
        } catch (IOException e) {
            return 0; // it has just ended, or there is no /proc
        }
    }
}
