package org.concurrencybench.process.coordination;

import java.io.IOException;

/** One object of each kind, as tests about deaths give them to other processes. */
record Shared(
        ProcessLock lock,
        ProcessCondition condition,
        ProcessSemaphore permits,
        ProcessSemaphore signals,
        ProcessEvent event,
        ProcessBarrier barrier,
        ProcessQueue<String> queue,
        ProcessQueue<String> again,
        SharedLong number,
        SharedMemory memory,
        SharedMap<String, Long> map) {
    static final int PERMITS = 3;
    static final int CAPACITY = 4;

    /** A barrier for two; {@code queue} reports items of dead takers, {@code again} delivers them again. */
    static Shared of(Coordinator coordinator) throws IOException {
        ProcessLock lock = coordinator.newLock();
        return new Shared(
                lock,
                coordinator.newCondition(lock),
                coordinator.newSemaphore(PERMITS, PERMITS),
                coordinator.newSemaphore(0),
                coordinator.newEvent(),
                coordinator.newBarrier(2),
                coordinator.newQueue(String.class, CAPACITY),
                coordinator.newQueue(String.class, CAPACITY, TakerDeath.REDELIVER),
                coordinator.newLong(0),
                coordinator.newMemory(4096),
                coordinator.newMap(String.class, Long.class));
    }

    /** The same, with this barrier. */
    Shared with(ProcessBarrier other) {
        return new Shared(lock, condition, permits, signals, event, other, queue, again, number, memory, map);
    }
}
