package org.concurrencybench.process.coordination;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.concurrencybench.process.fixtures.QuickJvm;

/**
 * Sends items through a queue to eight processes, and kills one of them every 200 ms, or later where all eight are not
 * at work by then; others have been started and step in. What each item has gone through is counted in shared memory,
 * by the process that works on it, so that it outlives the dead.
 */
final class KilledTakers {
    private static final Duration LIMIT = Duration.ofSeconds(300);
    private static final int PROCESSES = 8;
    /** They wait for a permit, which comes back at the death of one that works. */
    private static final int SPARES = 3;

    private static final long KILL_MILLIS = 200;
    private static final int CAPACITY = 64;
    /** How long a process works on an item: some are always in work. */
    private static final long WORK_NANOS = 4_000_000;

    /** For each item: how often it was taken, how often it was done, and who took it last. */
    private static final int ENTRY_BYTES = 3 * Long.BYTES;

    private KilledTakers() {}

    /** An item that was reported as lost, with its taker. */
    record Lost(int item, long pid) {}

    /**
     * What was seen of each item, from 0.
     *
     * @param taken how often it was taken
     * @param done how often it was done
     * @param taker the process that took it last
     * @param lost what was reported, in that order
     * @param killed all processes that were killed
     */
    record Seen(int[] taken, int[] done, long[] taker, List<Lost> lost, Set<Long> killed) {
        int times(int[] counts, int count) {
            int times = 0;
            for (int one : counts) {
                times += one == count ? 1 : 0;
            }
            return times;
        }

        @Override
        public String toString() {
            return taken.length + " items, " + killed.size() + " processes killed: " + times(done, 1)
                    + " items done once, " + times(done, 0) + " never, "
                    + (done.length - times(done, 0) - times(done, 1)) + " more than once; " + lost.size()
                    + " reported as lost; taken more than once: "
                    + (taken.length - times(taken, 0) - times(taken, 1));
        }
    }

    static Seen run(int items, TakerDeath takerDeath, Random moments) throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            ProcessQueue<Integer> queue = coordinator.newQueue(Integer.class, CAPACITY, takerDeath);
            SharedMemory memory = coordinator.newMemory(items * ENTRY_BYTES);
            List<String> arguments = new ArrayList<>(Handles.arguments(queue.handle()));
            arguments.add(memory.file());
            arguments.add(Integer.toString(memory.bytes()));
            ProcessSemaphore permits = coordinator.newSemaphore(PROCESSES);
            ProcessQueue<Long> begun = coordinator.newQueue(Long.class, Integer.MAX_VALUE);
            arguments.addAll(Handles.arguments(permits.handle()));
            arguments.addAll(Handles.arguments(begun.handle()));
            Map<Long, Process> living = new HashMap<>();
            List<Long> working = new ArrayList<>();
            Set<Long> killed = new HashSet<>();
            try {
                CompletableFuture<Void> putting = Stage.inThread(() -> {
                    for (int i = 0; i < items; i++) {
                        queue.put(i);
                    }
                    return null;
                });
                long begin = System.nanoTime();
                while (!putting.isDone() || !queue.join(Duration.ofMillis(KILL_MILLIS))) {
                    if (System.nanoTime() - begin > LIMIT.toNanos()) {
                        throw new AssertionError("not done within " + LIMIT + "; " + queue.size() + " wait");
                    }
                    while (living.size() < PROCESSES + SPARES) {
                        Process process = QuickJvm.start(Taker.class, arguments);
                        living.put(process.pid(), process);
                    }
                    if (!putting.isDone()) {
                        Thread.sleep(KILL_MILLIS);
                    }
                    Optional<Long> next;
                    while ((next = begun.poll()).isPresent()) {
                        working.add(next.get());
                    }
                    if (working.size() == PROCESSES) {
                        long victim = working.remove(moments.nextInt(PROCESSES));
                        killed.add(victim);
                        Process process = living.remove(victim);
                        process.destroyForcibly();
                    }
                }
                long millis = (System.nanoTime() - begin) / 1_000_000;
                System.out.println("a process was killed every " + millis / Math.max(killed.size(), 1) + " ms");
                putting.get(1, TimeUnit.SECONDS);
                queue.close();
                for (Process process : living.values()) {
                    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                        throw new AssertionError("a process that was not killed does not end well");
                    }
                }
                return seen(items, memory, queue, killed);
            } finally {
                for (Process process : living.values()) {
                    process.destroyForcibly().waitFor();
                }
            }
        }
    }

    private static Seen seen(int items, SharedMemory memory, ProcessQueue<Integer> queue, Set<Long> killed)
            throws IOException, OwnerGoneException {
        int[] taken = new int[items];
        int[] done = new int[items];
        long[] taker = new long[items];
        ByteBuffer buffer = memory.buffer();
        for (int i = 0; i < items; i++) {
            taken[i] = (int) buffer.getLong(i * ENTRY_BYTES);
            done[i] = (int) buffer.getLong(i * ENTRY_BYTES + Long.BYTES);
            taker[i] = buffer.getLong(i * ENTRY_BYTES + 2 * Long.BYTES);
        }
        List<Lost> lost = new ArrayList<>();
        Optional<ProcessQueue.LostItem<Integer>> next;
        while ((next = queue.pollLost()).isPresent()) {
            lost.add(new Lost(next.get().item(), next.get().takerPid()));
        }
        return new Seen(taken, done, taker, lost, killed);
    }

    /** Works on items until the queue is closed. */
    static final class Taker {
        public static void main(String[] arguments) throws Exception {
            ProcessQueue<Integer> queue = new ProcessQueue<>(Handles.handle(arguments, 0), Integer.class.getName());
            ByteBuffer memory = new SharedMemory(arguments[4], Integer.parseInt(arguments[5])).buffer();
            long pid = ProcessHandle.current().pid();
            new ProcessSemaphore(Handles.handle(arguments, 6), Integer.MAX_VALUE).acquire();
            new ProcessQueue<Long>(Handles.handle(arguments, 10), Long.class.getName()).put(pid);
            try {
                while (true) {
                    try (ProcessQueue.Work<Integer> work = queue.takeForWork()) {
                        int at = work.item() * ENTRY_BYTES;
                        memory.putLong(at + 2 * Long.BYTES, pid);
                        add(memory, at);
                        LockSupport.parkNanos(WORK_NANOS);
                        add(memory, at + Long.BYTES);
                    }
                }
            } catch (QueueClosedException e) {
                // all is done
            }
        }

        /** In the order of the calls, and whole: others may read it, or do the same item again. */
        private static void add(ByteBuffer memory, int at) {
            long before = (long) Part.Longs.IN_MEMORY.getAndAdd(memory, at, 1L);
            if (before < 0) {
                throw new IllegalStateException("a count is " + before);
            }
        }
    }
}
