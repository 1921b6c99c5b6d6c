package org.concurrencybench.reports.run.trial;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.core.os.LeftoverProcesses;

/**
 * Watches one trial: knows every process that it started, ends them all when it takes too long, and again what is left
 * when it is over. Descendants are captured while their parents live, since a process whose parent has died belongs to
 * nobody's tree; one that slips through is found by its environment.
 */
final class Watchdog implements AutoCloseable {
    private static final long MOST_LOOK_MILLIS = 500;
    /** At first it looks more often: a trial may be over before half a second is, and must have been seen by then. */
    private static final long FIRST_LOOK_MILLIS = 50;
    /** By then JMH has started the trial's JVM; if there is none, it has come and gone unseen. */
    private static final long STARTED_NANOS = Duration.ofSeconds(5).toNanos();

    private final Set<Long> spared;
    private final Duration limit;
    private final long began = System.nanoTime();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Map<Long, ProcessHandle> seen = new HashMap<>();
    private final Set<ProcessHandle> jvms = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private final LeftoverProcesses leftovers = LeftoverProcesses.fromNow();
    private volatile boolean expired;

    /** {@code spared}: children of this JVM that are not the trial's, such as fixtures. */
    private Watchdog(List<Long> spared, Duration limit) {
        this.spared = Set.copyOf(spared);
        this.limit = limit;
        this.thread = Thread.ofPlatform().name("trial-watchdog").daemon().unstarted(this::watch);
    }

    static Watchdog start(List<Long> spared, Duration limit) {
        Watchdog watchdog = new Watchdog(spared, limit);
        watchdog.thread.start();
        return watchdog;
    }

    /** Whether the trial took too long and was ended. */
    boolean expired() {
        return expired;
    }

    /** Ends everything that the trial has started. */
    void endAll() {
        look();
        Set<ProcessHandle> processes;
        synchronized (seen) {
            processes = new HashSet<>(seen.values());
        }
        processes.forEach(ProcessHandle::destroyForcibly);
    }

    /** The trial is over: ends what it left behind. */
    @Override
    public void close() {
        over.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        endAll();
        leftovers.killOfThisRun();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try {
            long pause = FIRST_LOOK_MILLIS;
            while (!over.await(pause, TimeUnit.MILLISECONDS)) {
                pause = Math.min(pause * 5 / 4, MOST_LOOK_MILLIS);
                look();
                if (jvmHasEnded()) {
                    endLeftovers();
                }
                if (System.nanoTime() - began > limit.toNanos()) {
                    expired = true;
                    endAll();
                    leftovers.killOfThisRun();
                }
            }
        } catch (InterruptedException e) {
            endAll(); // nobody interrupts it but a JVM that is being taken down
        }
    }

    /** Whether the trial's own JVM was there and has gone. */
    private boolean jvmHasEnded() {
        boolean was = !jvms.isEmpty() || System.nanoTime() - began > STARTED_NANOS;
        return was && jvms.stream().noneMatch(ProcessHandle::isAlive);
    }

    /** What outlives the trial's JVM may hold its output open, and JMH waits for the end of that. */
    private void endLeftovers() {
        synchronized (seen) {
            seen.values().forEach(ProcessHandle::destroyForcibly);
        }
        leftovers.killOfThisRun();
    }

    private void look() {
        ProcessHandle.current()
                .children()
                .filter(child -> !spared.contains(child.pid()))
                .forEach(child -> {
                    jvms.add(child);
                    capture(child);
                });
        List<ProcessHandle> known;
        synchronized (seen) {
            known = List.copyOf(seen.values());
        }
        known.forEach(process -> process.descendants().forEach(this::capture));
    }

    private void capture(ProcessHandle process) {
        synchronized (seen) {
            seen.putIfAbsent(process.pid(), process);
        }
    }
}
