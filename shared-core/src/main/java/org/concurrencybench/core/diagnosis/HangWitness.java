package org.concurrencybench.core.diagnosis;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.concurrencybench.core.api.Workload;

/**
 * Looks, just before this JVM is ended for taking too long, what its tasks are doing. Until then it is a thread that
 * sleeps; closing it ends it.
 */
public final class HangWitness implements AutoCloseable {
    private static final String DEADLOCK = "threads wait for each other's locks (a deadlock): ";
    private static final int STACKS = 3;

    private final Thread thread;

    private HangWitness(Thread thread) {
        this.thread = thread;
    }

    /** After {@code wait}, has {@code tell} hear what the tasks of {@code workload} do: a line, then stacks. */
    public static HangWitness after(Duration wait, Workload<?, ?> workload, Consumer<String> tell) {
        return new HangWitness(Thread.ofPlatform().daemon().name("hang-witness").start(() -> {
            try {
                Thread.sleep(wait);
            } catch (InterruptedException e) {
                return; // closed
            }
            tell.accept(look(workload));
        }));
    }

    /** Whether {@code told}, what a witness told, is that threads wait for each other's locks. */
    public static boolean isDeadlock(String told) {
        return told.lines().findFirst().orElse("").contains(DEADLOCK);
    }

    /** What threads do that are within {@code workload}; the first line is the whole in short. */
    private static String look(Workload<?, ?> workload) {
        List<ThreadDump.Stack> within = ThreadDump.with(frame -> isOf(workload.getClass(), frame));
        String locked = deadlock();
        String stacks =
                within.stream().limit(STACKS).map(ThreadDump.Stack::text).collect(Collectors.joining("\n"));
        if (!locked.isEmpty()) {
            return locked + "\n" + stacks;
        }
        return within.isEmpty()
                ? "no thread of this JVM was within the workload's class then"
                : (within.size() == 1 ? "1 thread was" : within.size() + " threads were")
                        + " within the workload's class then, the first "
                        + within.getFirst().doing() + "\n" + stacks;
    }

    /** Whether it is a frame of that class, one within it, or one that it extends. */
    private static boolean isOf(Class<?> workload, String frame) {
        for (Class<?> type = workload; type != null && type != Object.class; type = type.getSuperclass()) {
            if (frame.startsWith(type.getName() + ".") || frame.startsWith(type.getName() + "$")) {
                return true;
            }
        }
        return false;
    }

    private static String deadlock() {
        var threads = ManagementFactory.getThreadMXBean();
        long[] locked = threads.findDeadlockedThreads();
        if (locked == null) {
            return "";
        }
        Stream<ThreadInfo> infos = Arrays.stream(threads.getThreadInfo(locked, Integer.MAX_VALUE));
        return DEADLOCK
                + infos.filter(info -> info != null)
                        .map(info -> "\"" + info.getThreadName() + "\" waits for " + info.getLockName() + ", which \""
                                + info.getLockOwnerName() + "\" holds"
                                + Arrays.stream(info.getStackTrace())
                                        .map(frame -> Frames.plain(frame.toString()))
                                        .filter(Frames::isOwn)
                                        .findFirst()
                                        .map(frame -> ", at " + frame)
                                        .orElse(""))
                        .collect(Collectors.joining("; "));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
