package org.concurrencybench.core.os;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends this JVM, and whatever it has started, soon after the JVM that asked for it has gone, however that went: a
 * runner that is killed can end nobody any more.
 *
 * @implNote The parent is looked at twice a second. A read from standard input, which ends with the parent, would say
 *     so at once, but HotSpot's exit waits 300 ms for a thread that is inside a system call, and every trial would pay
 *     for it. It is looked for among all ancestors, since a {@code java} that is a script may stand between. A dead
 *     parent is no ancestor even while nobody has collected it.
 */
public final class ParentWatch {
    /** The system property with the process id of the JVM that is watched. */
    public static final String PROPERTY = "concurrencybench.parent";

    /** Exit code of a JVM that ended for that reason. */
    static final int PARENT_GONE = 93;

    private static final long LOOK_NANOS = 500_000_000;

    private ParentWatch() {}

    /** The JVM argument that makes a JVM which this one starts watch this one. */
    public static String argument() {
        return "-D" + PROPERTY + "=" + ProcessHandle.current().pid();
    }

    /** Starts watching where the JVM argument is given; nothing otherwise. */
    public static void startIfAsked() {
        Long parent = Long.getLong(PROPERTY);
        if (parent != null) {
            Thread.ofPlatform().daemon().name("parent-watch").start(() -> watch(parent));
        }
    }

    private static void watch(long parent) {
        while (isAncestor(parent)) {
            Thread.interrupted(); // a task may interrupt every thread that it finds; with the mark, parking would not
            // wait
            LockSupport.parkNanos(LOOK_NANOS);
        }
        try {
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        } finally {
            Runtime.getRuntime().halt(PARENT_GONE);
        }
    }

    private static boolean isAncestor(long pid) {
        Optional<ProcessHandle> ancestor = ProcessHandle.current().parent();
        while (ancestor.isPresent() && ancestor.get().pid() != pid) {
            ancestor = ancestor.get().parent();
        }
        return ancestor.isPresent();
    }
}
