package org.concurrencybench.async;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks now and then, in the first seconds of a session, at the threads that run stages: one that waits within a stage
 * holds up all chains, which is easily written and looks like a slow model.
 *
 * @implNote Only waits in a native method of the JDK count (sleeping, parking, reading a socket, waiting for a
 *     process): the stack alone tells them, whatever the thread does a moment later. Locks that are held for a moment
 *     do not count. Looking takes some microseconds, a few dozen times, mostly before anything is measured.
 */
final class StageWatch {
    private static final int LOOKS = 60;
    private static final long FIRST_PAUSE_MILLIS = 2;
    private static final long MOST_PAUSE_MILLIS = 40;
    /** Fewer looks at threads that were within a stage tell nothing. */
    private static final int LEAST_LOOKS = 6;

    private static final double LEAST_SHARE = 0.5;

    private static final Set<String> WAITS = Set.of(
            "java.lang.Thread.sleep0",
            "java.lang.Thread.sleepNanos0",
            "java.lang.Object.wait0",
            "java.lang.Object.wait",
            "jdk.internal.misc.Unsafe.park",
            "sun.nio.ch.Net.poll",
            "sun.nio.ch.Net.connect0",
            "sun.nio.ch.EPoll.wait",
            "sun.nio.ch.SocketDispatcher.read0",
            "sun.nio.ch.UnixDomainSockets.connect0");
    /** Where a thread of a pool waits for work. */
    private static final String IDLE = "java.util.concurrent.ThreadPoolExecutor.getTask";

    private final StageExecutor executor;
    private final Thread thread;
    private int within;
    private final Map<String, Integer> waiting = new HashMap<>();

    StageWatch(StageExecutor executor) {
        this.executor = executor;
        this.thread = Thread.ofPlatform().daemon().name("stage-watch").unstarted(this::watch);
    }

    StageWatch start() {
        thread.start();
        return this;
    }

    /** Ends it, which takes microseconds. */
    void stop() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where stages wait, if most looks at them found them waiting. */
    synchronized Optional<String> blockedAt() {
        int waits = waiting.values().stream().mapToInt(Integer::intValue).sum();
        return within < LEAST_LOOKS || waits < within * LEAST_SHARE
                ? Optional.empty()
                : waiting.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .map(most -> most.getKey() + ", in " + waits + " of " + within + " looks");
    }

    private void watch() {
        long pause = FIRST_PAUSE_MILLIS;
        try {
            for (int look = 0; look < LOOKS; look++) {
                Thread.sleep(pause);
                pause = Math.min(MOST_PAUSE_MILLIS, pause * 2);
                Collection<Thread> threads = executor.threads();
                threads.forEach(stage -> look(stage.getStackTrace()));
            }
        } catch (InterruptedException e) {
            // stopped
        }
    }

    private synchronized void look(StackTraceElement[] stack) {
        if (stack.length == 0) {
            return;
        }
        int own = -1;
        boolean inStage = false;
        for (int i = 0; i < stack.length; i++) {
            String frame = name(stack[i]);
            if (frame.equals(IDLE)) {
                return;
            }
            inStage |= frame.startsWith("java.util.concurrent.ThreadPoolExecutor");
            if (own < 0 && isOwn(frame)) {
                own = i;
            }
        }
        if (!inStage || own < 0) {
            return;
        }
        within++;
        if (stack[0].isNativeMethod() && WAITS.contains(name(stack[0]))) {
            String called = own == 0 ? "" : name(stack[own - 1]) + " at ";
            StackTraceElement place = stack[own];
            waiting.merge(
                    called + name(place) + "(" + place.getFileName() + ":" + place.getLineNumber() + ")",
                    1,
                    Integer::sum);
        }
    }

    private static boolean isOwn(String frame) {
        return !frame.startsWith("java.")
                && !frame.startsWith("jdk.")
                && !frame.startsWith("sun.")
                && !frame.startsWith("org.concurrencybench.async.")
                && !frame.startsWith("org.concurrencybench.core.jmh.");
    }

    private static String name(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName();
    }
}
