package org.concurrencybench.core.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.concurrencybench.core.os.ProcFile;

/**
 * Resident memory of several processes in which no page counts twice: a page that n processes have counts an nth in
 * each (PSS). Only where {@code /proc} reports it (Linux 4.14).
 */
public final class ResidentMemory {
    private static final long KIBIBYTE = 1024;

    private ResidentMemory() {}

    /** Bytes of this JVM and its workers now. */
    public static OptionalLong now(List<Long> workers) {
        return sum(withSelf(workers), false);
    }

    /**
     * Peak bytes of this JVM and its workers so far. The kernel keeps each process's peak of resident pages, shared
     * ones in full; from it goes what is counted twice now. Peaks at different times are added, so it is an upper
     * bound.
     */
    public static OptionalLong peak(List<Long> workers) {
        return sum(withSelf(workers), true);
    }

    /** The peak of other processes alone; empty for none. */
    public static OptionalLong peakOf(List<Long> processes) {
        return processes.isEmpty()
                ? OptionalLong.empty()
                : sum(processes.stream().map(String::valueOf).toList(), true);
    }

    private static List<String> withSelf(List<Long> workers) {
        List<String> processes = new ArrayList<>(List.of("self"));
        workers.forEach(worker -> processes.add(Long.toString(worker)));
        return processes;
    }

    private static OptionalLong sum(List<String> processes, boolean peak) {
        long bytes = 0;
        for (String process : processes) {
            String folder = "/proc/" + process;
            String shares = ProcFile.text(folder + "/smaps_rollup");
            OptionalLong proportional = ProcFile.number(shares, "Pss:");
            if (proportional.isEmpty()) {
                return OptionalLong.empty(); // it has ended, or the system does not report shares
            }
            long now = proportional.getAsLong();
            long twice = ProcFile.number(shares, "Rss:").orElse(now) - now;
            long most = peak
                    ? ProcFile.number(ProcFile.text(folder + "/status"), "VmHWM:")
                            .orElse(0)
                    : 0;
            bytes += Math.max(now, most - twice) * KIBIBYTE;
        }
        return OptionalLong.of(bytes);
    }
}
