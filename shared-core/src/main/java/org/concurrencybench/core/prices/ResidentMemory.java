package org.concurrencybench.core.prices;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The memory that a process has in use, to the page. */
public final class ResidentMemory {
    private static final int KIBIBYTE = 1024;

    private ResidentMemory() {}

    /** Why it cannot be read on this system; empty where it can. */
    public static Optional<String> refusal() {
        return Files.isReadable(file(ProcessHandle.current().pid()))
                ? Optional.empty()
                : Optional.of("this system has no /proc/PID/smaps_rollup, which says exactly what is resident");
    }

    /** Bytes of a process that are resident, shared ones included. */
    public static long resident(long pid) throws IOException {
        return sum(pid, "Rss:");
    }

    /** Bytes of a process that no other process shares. */
    public static long unshared(long pid) throws IOException {
        return sum(pid, "Private_Clean:") + sum(pid, "Private_Dirty:");
    }

    private static long sum(long pid, String name) throws IOException {
        List<String> lines = Files.readAllLines(file(pid));
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE)
                .orElseThrow(() -> new IOException(file(pid) + " has no line '" + name + "'"));
    }

    private static Path file(long pid) {
        return Path.of("/proc", Long.toString(pid), "smaps_rollup");
    }
}
