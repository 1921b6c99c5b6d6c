package org.concurrencybench.reports.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.core.run.Stragglers;

/**
 * Watches one trial: knows every process that it started, ends them all when it takes too long, and again what is left when it is
 * over. Descendants are captured while their parents live, since a process whose parent has died belongs to nobody's tree; one that slips
 * through is found by its environment.
 */
final class Watchdog implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Set<Long> spared;
    private final Duration limit;
    private final long began = System.nanoTime();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Map<Long, ProcessHandle> seen = new HashMap<>();
    private final Set<ProcessHandle> jvms = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private final Stragglers stragglers = Stragglers.fromNow();
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
        stragglers.killOfThisRun();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try {
            while (!over.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
                if (jvmHasEnded()) {
                    endLeftovers();
                }
                if (System.nanoTime() - began > limit.toNanos()) {
                    expired = true;
                    endAll();
                }
            }
        } catch (InterruptedException e) {
            endAll(); // nobody interrupts it but a JVM that is being taken down
        }
    }

    /** Whether the trial's own JVM was there and has gone. */
    private boolean jvmHasEnded() {
        return !jvms.isEmpty() && jvms.stream().noneMatch(ProcessHandle::isAlive);
    }

    /** What outlives the trial's JVM may hold its output open, and JMH waits for the end of that. */
    private void endLeftovers() {
        synchronized (seen) {
            seen.values().forEach(ProcessHandle::destroyForcibly);
        }
        stragglers.killOfThisRun();
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
