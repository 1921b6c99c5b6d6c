package org.concurrencybench.async;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Looks now and then, in the first seconds of a session, at the threads that run stages: one that waits within a stage
 * holds up all chains, which is easily written and looks like a slow model.
 *
 * @implNote Only waits in a native method of the JDK count (sleeping, parking, reading a socket, waiting for a
 *     process): the stack alone tells them, whatever the thread does a moment later. Locks that are held for a moment
 *     do not count, and neither do threads that wait for work, be it for a queue or for the selector of an event loop:
 *     nothing of the workload is on their stacks. Only the last looks count, since the first tasks load classes for as
 *     long as a second. Looking takes some microseconds, a few dozen times before anything is measured, as a rule, and
 *     then four times a second for a while.
 */
final class StageWatch {
    private static final int LOOKS = 60;
    private static final long FIRST_PAUSE_MILLIS = 2;
    private static final long MOST_PAUSE_MILLIS = 40;
    /** After those, for 20 seconds. */
    private static final int LATE_LOOKS = 80;

    private static final long LATE_PAUSE_MILLIS = 250;
    /** So many of those that found a stage count. */
    private static final int LAST_LOOKS = 30;
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
    /** Packages that run stages: what they do on their own behalf is no stage's doing. */
    private static final List<String> RUNNING_STAGES = List.of(
            "java.",
            "jdk.",
            "sun.",
            "io.netty.",
            "reactor.",
            "org.concurrencybench.async.",
            "org.concurrencybench.core.jmh.");
    /** Where a stage begins a call over a channel that never blocks, whatever the system call is. */
    private static final String CHANNELS = "io.netty.channel.";

    private final Supplier<Collection<Thread>> threads;
    private final Thread thread;
    /** What the last looks at threads within a stage found: where it waited, or that it did not. */
    private final Deque<Optional<String>> within = new ArrayDeque<>(LAST_LOOKS + 1);

    /** {@code threads}: those that stages run on now; one that has ended has an empty stack. */
    StageWatch(Supplier<Collection<Thread>> threads) {
        this.threads = threads;
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
        Map<String, Integer> waiting = new HashMap<>();
        within.forEach(place -> place.ifPresent(where -> waiting.merge(where, 1, Integer::sum)));
        int waits = waiting.values().stream().mapToInt(Integer::intValue).sum();
        return within.size() < LEAST_LOOKS || waits < within.size() * LEAST_SHARE
                ? Optional.empty()
                : waiting.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .map(most -> most.getKey() + ", in " + waits + " of " + within.size() + " looks");
    }

    private void watch() {
        long pause = FIRST_PAUSE_MILLIS;
        try {
            for (int look = 0; look < LOOKS + LATE_LOOKS; look++) {
                Thread.sleep(look < LOOKS ? pause : LATE_PAUSE_MILLIS);
                pause = Math.min(MOST_PAUSE_MILLIS, pause * 2);
                threads.get().forEach(thread -> look(thread.getStackTrace()));
            }
        } catch (InterruptedException e) {
            // stopped
        }
    }

    private synchronized void look(StackTraceElement[] stack) {
        int own = 0;
        boolean byChannel = false;
        while (own < stack.length && !isOwn(name(stack[own]))) {
            byChannel |= stack[own].getClassName().startsWith(CHANNELS);
            own++;
        }
        if (own == stack.length) {
            return; // it waits for work, or has ended
        }
        boolean waits = !byChannel && stack[0].isNativeMethod() && WAITS.contains(name(stack[0]));
        within.addLast(waits ? Optional.of(place(stack, own)) : Optional.empty());
        if (within.size() > LAST_LOOKS) {
            within.removeFirst();
        }
    }

    private static String place(StackTraceElement[] stack, int own) {
        String called = own == 0 ? "" : name(stack[own - 1]) + " at ";
        StackTraceElement place = stack[own];
        return called + name(place) + "(" + place.getFileName() + ":" + place.getLineNumber() + ")";
    }

    /** Whether it is a frame of the workload, or of what the workload calls. */
    private static boolean isOwn(String frame) {
        return RUNNING_STAGES.stream().noneMatch(frame::startsWith);
    }

    private static String name(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName();
    }
}
