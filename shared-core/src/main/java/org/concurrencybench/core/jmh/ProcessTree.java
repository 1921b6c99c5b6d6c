package org.concurrencybench.core.jmh;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** CPU time and memory of this JVM with its worker processes. */
final class ProcessTree {
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    /** {@code USER_HZ}, in which /proc counts; 100 on every Linux that a JVM runs on. */
    private static final long NANOS_PER_TICK = 10_000_000;

    private final OperatingSystemMXBean self = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /**
     * CPU nanoseconds used so far by this JVM, by its living descendants and by the children that have ended and been reaped. The
     * latter two count in clock ticks of 10 ms; where there is no /proc, ended children are not counted.
     */
    long cpuNanos() {
        long living = descendants().stream()
                .mapToLong(process ->
                        process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L))
                .sum();
        return self.getProcessCpuTime() + living + reapedNanos();
    }

    /** Peak resident bytes of this JVM plus those of its living descendants; pages that they share count more than once. */
    long peakResidentBytes() {
        long bytes = peakOf("self");
        for (ProcessHandle process : descendants()) {
            bytes += peakOf(Long.toString(process.pid()));
        }
        return bytes;
    }

    private static List<ProcessHandle> descendants() {
        try (var processes = ProcessHandle.current().descendants()) {
            return processes.toList();
        }
    }

    private static long reapedNanos() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"), StandardCharsets.UTF_8);
            // After the name, which stands in parentheses: field 3 is the state, 16 and 17 are cutime and cstime
            // (proc(5)).
            List<String> fields =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
            return (Long.parseLong(fields.get(13)) + Long.parseLong(fields.get(14))) * NANOS_PER_TICK;
        } catch (IOException e) {
            return 0;
        }
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
