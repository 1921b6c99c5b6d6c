package org.concurrencybench.process.pool;

import org.concurrencybench.process.api.TaskTimeoutException;
import org.concurrencybench.process.internal.launch.WorkerJvm;

/** What the timer checks at each worker: tasks out of time, too much memory, nothing to do. */
final class HealthCheck {
    private static final long MEMORY_CHECK_NANOS = 500_000_000;

    private final WorkerSupervisor supervisor;
    private final long maxMemory;
    private final long idleNanos;
    private long lastMemoryCheck;

    HealthCheck(WorkerSupervisor supervisor, ProcessPoolConfig config) {
        this.supervisor = supervisor;
        this.maxMemory = config.maxWorkerMemory();
        this.idleNanos = config.idleTimeout().toNanos();
    }

    /** How often to check, as far as it does not depend on tasks; {@link Long#MAX_VALUE}: not at all. */
    long periodNanos() {
        long period = Long.MAX_VALUE;
        if (maxMemory > 0) {
            period = MEMORY_CHECK_NANOS;
        }
        if (idleNanos > 0) {
            period = Math.min(period, Math.max(idleNanos / 4, 1_000_000));
        }
        return period;
    }

    void check(Stopper stopper) {
        long now = System.nanoTime();
        boolean memory = maxMemory > 0 && now - lastMemoryCheck >= MEMORY_CHECK_NANOS;
        if (memory) {
            lastMemoryCheck = now;
        }
        for (WorkerMonitor monitor : supervisor.monitors()) {
            WorkerProxy link = monitor.link();
            WorkerJvm jvm = monitor.jvm();
            if (link == null || jvm == null) {
                continue;
            }
            for (WorkItem task : link.overdue(now)) {
                stopper.stop(task, new TaskTimeoutException(task.limitNanos));
            }
            if (memory && !monitor.isToRetire() && jvm.residentBytes() > maxMemory) {
                supervisor.replace(monitor, PoolEvent.Reason.MEMORY);
            }
            if (idleNanos > 0 && link.idleNanos(now) >= idleNanos) {
                supervisor.retireIfIdle(monitor);
            }
        }
    }
}
