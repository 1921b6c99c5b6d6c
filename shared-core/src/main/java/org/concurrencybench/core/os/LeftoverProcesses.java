package org.concurrencybench.core.os;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds and kills what ended processes have started and left behind. A child whose parent has died is nobody's
 * descendant any more, but still has in its environment the variable that its parent was given. Only where
 * {@code /proc} tells the environment. This JVM is always spared.
 */
public final class LeftoverProcesses {
    /** Set by whoever starts the runner, to a value that no other run has. */
    public static final String RUN_VARIABLE = "CONCURRENCYBENCH_RUN";

    private static final File PROC = new File("/proc");
    /** Where in /proc/PID/stat the start stands, counted after the name (proc(5)). */
    private static final int START_FIELD = 19;

    private static final double TICKS_PER_SECOND = 100;

    /** Against one that starts others faster than they are found. */
    private static final int MAX_LOOKS = 100;

    private static final Duration NO_LIMIT = Duration.ofDays(1);

    private final long since;

    private LeftoverProcesses(long since) {
        this.since = since;
    }

    /** Those that start from now on. */
    public static LeftoverProcesses fromNow() {
        return new LeftoverProcesses(now());
    }

    /**
     * Kills the processes that have {@code variable} in their environment with this value, and all that descends from
     * them.
     */
    public static void kill(String variable, String value) {
        kill(entry(variable, value), process -> true);
    }

    /**
     * The same, but does not look again once so much time has passed: for a JVM of which some threads may go on
     * starting others.
     */
    public static void kill(String variable, String value, Duration limit) {
        String mark = entry(variable, value);
        kill(environment -> environment.contains(mark), process -> true, limit);
    }

    /**
     * Kills the processes that have {@code variable} in their environment with a value that is meant, and all that
     * descends from them.
     */
    public static void killAll(String variable, Predicate<String> meant) {
        String begin = '\0' + variable + '=';
        kill(
                environment -> {
                    int at = environment.indexOf(begin);
                    int end = at < 0 ? -1 : environment.indexOf('\0', at + begin.length());
                    return end >= 0 && meant.test(environment.substring(at + begin.length(), end));
                },
                process -> true);
    }

    /**
     * Kills what ended descendants of this JVM have started and left behind, with all that descends from it; nothing
     * when whoever started this JVM has not set {@link #RUN_VARIABLE}. Living descendants are spared, and so is a
     * service that somebody started before, with its children.
     */
    public void killOfThisRun() {
        String run = System.getenv(RUN_VARIABLE);
        if (run != null) {
            String mark = entry(RUN_VARIABLE, run);
            kill(
                    mark,
                    process -> startOf(process.pid()) >= since && !hasMarkedParent(process, mark) && !isOurs(process));
        }
    }

    private static void kill(String mark, Predicate<ProcessHandle> meant) {
        kill(environment -> environment.contains(mark), meant);
    }

    private static void kill(Predicate<String> marked, Predicate<ProcessHandle> meant) {
        kill(marked, meant, NO_LIMIT);
    }

    /** Looks again until there are no others, since they can start others meanwhile, but not after the limit. */
    private static void kill(Predicate<String> marked, Predicate<ProcessHandle> meant, Duration limit) {
        long begun = System.nanoTime();
        Set<Long> known = new HashSet<>();
        long self = ProcessHandle.current().pid();
        known.add(self);
        List<ProcessHandle> others;
        int looks = 0;
        do {
            others = marked(marked, known).stream().filter(meant).toList();
            for (ProcessHandle process : others) {
                known.add(process.pid());
                process.descendants().filter(below -> below.pid() != self).forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } while (!others.isEmpty() && ++looks < MAX_LOOKS && System.nanoTime() - begun < limit.toNanos());
    }

    private static boolean hasMarkedParent(ProcessHandle process, String mark) {
        return process.parent()
                .filter(parent -> environment(Long.toString(parent.pid())).contains(mark))
                .isPresent();
    }

    /** Whether a process is this JVM, or descends from it. */
    private static boolean isOurs(ProcessHandle process) {
        long self = ProcessHandle.current().pid();
        Optional<ProcessHandle> next = Optional.of(process);
        while (next.isPresent()) {
            if (next.get().pid() == self) {
                return true;
            }
            next = next.get().parent();
        }
        return false;
    }

    private static String entry(String variable, String value) {
        return '\0' + variable + '=' + value + '\0';
    }

    /**
     * Those with the pids {@code known} are not looked at: reading what a dying process has in memory waits until that
     * is gone.
     */
    private static List<ProcessHandle> marked(Predicate<String> marked, Set<Long> known) {
        List<ProcessHandle> found = new ArrayList<>();
        String[] names = PROC.list();
        for (String name : names == null ? new String[0] : names) { // what cannot be found cannot be killed
            if (Character.isDigit(name.charAt(0))) {
                long pid = Long.parseLong(name);
                if (!known.contains(pid) && marked.test(environment(name))) {
                    ProcessHandle.of(pid).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static String environment(String pid) {
        return '\0' + text(pid + "/environ");
    }

    /** Ticks after the boot; 0 when it is gone. */
    private static long startOf(long pid) {
        String stat = text(pid + "/stat");
        return stat.isEmpty()
                ? 0
                : Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[START_FIELD]);
    }

    /** Ticks after the boot; 0 where nobody tells. */
    private static long now() {
        String uptime = text("uptime");
        return uptime.isEmpty() ? 0 : (long) (Double.parseDouble(uptime.split(" ")[0]) * TICKS_PER_SECOND);
    }

    /**
     * Of a file in /proc. Paths, file channels and their streams would take three times as long, and this is done at
     * each worker's end.
     */
    private static String text(String name) {
        try (InputStream in = new FileInputStream(new File(PROC, name))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // another user's, or gone meanwhile
        }
    }
}
