package org.concurrencybench.process.poolbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Processor seconds that a JVM's two compilers have taken since its start. Reads {@code /proc}; Linux only.
 *
 * @param quick seconds of the first compiler
 * @param thorough seconds of the second
 */
record CompilerTime(double quick, double thorough) {
    /** Of this JVM and its children. */
    static List<CompilerTime> ofAll() throws IOException {
        List<CompilerTime> all = new ArrayList<>();
        all.add(of(ProcessHandle.current()));
        for (ProcessHandle child : ProcessHandle.current().children().toList()) {
            all.add(of(child));
        }
        return all;
    }

    private static CompilerTime of(ProcessHandle process) throws IOException {
        double quick = 0;
        double thorough = 0;
        Path tasks = Path.of("/proc", Long.toString(process.pid()), "task");
        List<Path> threads;
        try (Stream<Path> listed = Files.list(tasks)) {
            threads = listed.toList();
        }
        for (Path thread : threads) {
            String name = Files.readString(thread.resolve("comm"));
            if (name.startsWith("C1 ")) {
                quick += seconds(thread);
            } else if (name.startsWith("C2 ")) {
                thorough += seconds(thread);
            }
        }
        return new CompilerTime(quick, thorough);
    }

    private static double seconds(Path thread) throws IOException {
        return Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0]) / 1e9;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "[%.2f, %.2f]", quick, thorough);
    }
}
