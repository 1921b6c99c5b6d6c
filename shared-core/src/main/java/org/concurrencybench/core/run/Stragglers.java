package org.concurrencybench.core.run;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds and kills what ended processes have started and left behind. A child whose parent has died is nobody's descendant any more,
 * but still has in its environment the variable that its parent was given. Only where {@code /proc} tells the environment.
 */
public final class Stragglers {
    /** Set by whoever starts the runner, to a value that no other run has. */
    public static final String RUN_VARIABLE = "CONCURRENCYBENCH_RUN";

    private static final File PROC = new File("/proc");
    /** Where in /proc/PID/stat the start stands, counted after the name (proc(5)). */
    private static final int START_FIELD = 19;

    private static final double TICKS_PER_SECOND = 100;

    private final long since;

    private Stragglers(long since) {
        this.since = since;
    }

    /** Those that start from now on. */
    public static Stragglers fromNow() {
        return new Stragglers(now());
    }

    /** Kills the processes that have {@code variable} in their environment with a value that starts with {@code prefix}. */
    public static void kill(String variable, String prefix) {
        marked(entry(variable, prefix)).forEach(ProcessHandle::destroyForcibly);
    }

    /**
     * Kills what ended descendants of this JVM have started and left behind, with all that descends from it; nothing when whoever
     * started this JVM has not set {@link #RUN_VARIABLE}. Living descendants are spared, and so is a service that somebody started
     * before, with its children.
     */
    public void killOfThisRun() {
        Optional.ofNullable(System.getenv(RUN_VARIABLE))
                .map(value -> entry(RUN_VARIABLE, value) + '\0')
                .ifPresent(mark -> marked(mark).stream()
                        .filter(process -> startOf(process.pid()) >= since)
                        .filter(process -> process.parent()
                                .filter(parent ->
                                        environment(Long.toString(parent.pid())).contains(mark))
                                .isEmpty())
                        .filter(Predicate.not(Stragglers::isOurs))
                        .forEach(orphan -> {
                            orphan.descendants().forEach(ProcessHandle::destroyForcibly);
                            orphan.destroyForcibly();
                        }));
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
        return '\0' + variable + '=' + value;
    }

    private static List<ProcessHandle> marked(String mark) {
        List<ProcessHandle> found = new ArrayList<>();
        String[] names = PROC.list();
        for (String name : names == null ? new String[0] : names) { // what cannot be found cannot be killed
            if (Character.isDigit(name.charAt(0)) && environment(name).contains(mark)) {
                ProcessHandle.of(Long.parseLong(name)).ifPresent(found::add);
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

    /** Of a file in /proc. Paths, file channels and their streams would take three times as long, and this is done at each worker's end. */
    private static String text(String name) {
        try (InputStream in = new FileInputStream(new File(PROC, name))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // another user's, or gone meanwhile
        }
    }
}
