package org.concurrencybench.core.run;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static final Path PROC = Path.of("/proc");
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
                                .filter(parent -> environment(parent.pid()).contains(mark))
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
        if (!Files.isReadable(PROC.resolve("self/environ"))) {
            return found;
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[1-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (environment(pid).contains(mark)) {
                    ProcessHandle.of(pid).ifPresent(found::add);
                }
            }
        } catch (IOException e) {
            // it was an attempt: what cannot be found cannot be killed
        }
        return found;
    }

    private static String environment(long pid) {
        return '\0' + text(PROC.resolve(Long.toString(pid)).resolve("environ"));
    }

    /** Ticks after the boot; 0 when it is gone. */
    private static long startOf(long pid) {
        String stat = text(PROC.resolve(Long.toString(pid)).resolve("stat"));
        return stat.isEmpty()
                ? 0
                : Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[START_FIELD]);
    }

    /** Ticks after the boot; 0 where nobody tells. */
    private static long now() {
        String uptime = text(PROC.resolve("uptime"));
        return uptime.isEmpty() ? 0 : (long) (Double.parseDouble(uptime.split(" ")[0]) * TICKS_PER_SECOND);
    }

    private static String text(Path file) {
        // Files.readString takes twice as long, since such files say that they are empty.
        try (InputStream in = new FileInputStream(file.toFile())) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // another user's, or gone meanwhile
        }
    }
}
