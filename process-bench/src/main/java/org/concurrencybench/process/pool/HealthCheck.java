package org.concurrencybench.process.pool;

import org.concurrencybench.process.api.TaskTimeoutException;
import org.concurrencybench.process.internal.launch.WorkerJvm;

/** What the watch looks for at each worker: tasks out of time, too much memory, nothing to do. */
final class HealthCheck {
    private static final long MEMORY_LOOK_NANOS = 500_000_000;

    private final WorkerSupervisor crew;
    private final long maxMemory;
    private final long idleNanos;
    private long lastMemoryLook;

    HealthCheck(WorkerSupervisor crew, ProcessPoolConfig config) {
        this.crew = crew;
        this.maxMemory = config.maxWorkerMemory();
        this.idleNanos = config.idleTimeout().toNanos();
    }

    /** How often to look, as far as it does not depend on tasks; {@link Long#MAX_VALUE}: not at all. */
    long periodNanos() {
        long period = Long.MAX_VALUE;
        if (maxMemory > 0) {
            period = MEMORY_LOOK_NANOS;
        }
        if (idleNanos > 0) {
            period = Math.min(period, Math.max(idleNanos / 4, 1_000_000));
        }
        return period;
    }

    void look(Stopper stopper) {
        long now = System.nanoTime();
        boolean memory = maxMemory > 0 && now - lastMemoryLook >= MEMORY_LOOK_NANOS;
        if (memory) {
            lastMemoryLook = now;
        }
        for (WorkerMonitor keeper : crew.keepers()) {
            WorkerProxy link = keeper.link();
            WorkerJvm jvm = keeper.jvm();
            if (link == null || jvm == null) {
                continue;
            }
            for (WorkItem task : link.overdue(now)) {
                stopper.stop(task, new TaskTimeoutException(task.limitNanos));
            }
            if (memory && !keeper.isToRetire() && jvm.residentBytes() > maxMemory) {
                crew.replace(keeper, PoolEvent.Reason.MEMORY);
            }
            if (idleNanos > 0 && link.idleNanos(now) >= idleNanos) {
                crew.vacate(keeper);
            }
        }
    }
}
