package org.concurrencybench.core.os;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How many threads more the system lets this process start, as far as its limits can be read. Whoever starts more takes
 * them from every other program.
 *
 * @param threads how many more
 * @param limit what bounds them, with its value: {@code kernel.pid_max = 32768}
 */
public record ThreadLimit(long threads, String limit) {
    /** Mappings of memory that a thread of a JVM takes: its stack, and the pages that guard it. */
    private static final long MAPPINGS_PER_THREAD = 3;

    /** The lowest of the limits; empty where none can be read. */
    public static Optional<ThreadLimit> now() {
        long running = running();
        long own =
                ProcFile.number(ProcFile.text("/proc/self/status"), "Threads:").orElse(0);
        List<ThreadLimit> limits = new ArrayList<>();
        add(limits, "kernel.pid_max", first(ProcFile.text("/proc/sys/kernel/pid_max")), running, 1);
        add(limits, "kernel.threads-max", first(ProcFile.text("/proc/sys/kernel/threads-max")), running, 1);
        add(limits, "vm.max_map_count", first(ProcFile.text("/proc/sys/vm/max_map_count")), 0, MAPPINGS_PER_THREAD);
        add(limits, "ulimit -u", ProcFile.number(ProcFile.text("/proc/self/limits"), "Max processes"), running, 1);
        add(limits, "pids.max", first(ProcFile.text("/sys/fs/cgroup/pids.max")), own, 1);
        return limits.stream().min(Comparator.comparingLong(ThreadLimit::threads));
    }

    private static void add(List<ThreadLimit> limits, String name, OptionalLong value, long used, long perThread) {
        if (value.isPresent()) {
            limits.add(new ThreadLimit(
                    Math.max(0, value.getAsLong() / perThread - used), name + " = " + value.getAsLong()));
        }
    }

    /** All threads of the machine: {@code 0.50 0.40 0.30 1/234 5678} has 234. */
    private static long running() {
        String load = ProcFile.text("/proc/loadavg");
        int slash = load.indexOf('/');
        return slash < 0 ? 0 : first(load.substring(slash + 1)).orElse(0);
    }

    /** The number that a text begins with. */
    private static OptionalLong first(String text) {
        return ProcFile.number(text, "");
    }
}
