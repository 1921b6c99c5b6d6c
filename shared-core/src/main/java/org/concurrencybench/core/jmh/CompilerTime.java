package org.concurrencybench.core.jmh;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What compiling has taken so far in this JVM and its workers: the CPU time of their compiler threads. The JVM's own
 * account ({@link CompilationMXBean}) counts a method when it is done, which on a busy machine is seconds later, and
 * would have to be asked for in each worker. Where there is no {@code /proc}, it is all there is, for this JVM alone.
 *
 * <p>Used by one thread. A reading opens one small file for each compiler thread.
 */
final class CompilerTime {
    private static final String MARK = " Compiler"; // "C1 CompilerThre", "C2 CompilerThre", "JVMCI CompilerT"

    private final CompilationMXBean own = ManagementFactory.getCompilationMXBean();
    /** By the path of a thread: whether it is a compiler's. */
    private final Map<String, Boolean> threads = new HashMap<>();
    /** The last reading of each compiler thread, of those too that have ended since. */
    private final Map<String, Long> readings = new HashMap<>();

    /** Whether workers are counted: whether threads can be read here. */
    static boolean seesWorkers() {
        return new File("/proc/self/task").canRead();
    }

    /** Nanoseconds so far; never less than at the reading before. */
    long nanos(List<Long> workers) {
        if (!seesWorkers()) {
            return own == null ? 0 : own.getTotalCompilationTime() * 1_000_000; // null: this JVM only interprets
        }
        read("self");
        workers.forEach(worker -> read(Long.toString(worker)));
        return readings.values().stream().mapToLong(Long::longValue).sum();
    }

    private void read(String process) {
        String folder = "/proc/" + process + "/task/";
        String[] all = new File(folder).list();
        for (String thread : all == null ? new String[0] : all) { // null: it has just ended
            String path = folder + thread;
            if (threads.computeIfAbsent(path, CompilerTime::compiles)) {
                String account = text(path + "/schedstat");
                int end = account.indexOf(' ');
                if (end > 0) {
                    readings.merge(path, Long.parseLong(account.substring(0, end)), Math::max);
                }
            }
        }
    }

    private static boolean compiles(String thread) {
        return text(thread + "/comm").contains(MARK);
    }

    /**
     * What the file holds; nothing when its thread has ended. Read without paths and channels, which are cold when it
     * matters.
     */
    private static String text(String file) {
        try (InputStream in = new FileInputStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
