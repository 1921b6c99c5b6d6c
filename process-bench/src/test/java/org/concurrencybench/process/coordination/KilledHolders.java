package org.concurrencybench.process.coordination;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.concurrencybench.process.fixtures.QuickJvm;

/**
 * Kills the process that holds a lock, again and again, and sees who holds it next. Two processes live all the time,
 * and take and release the lock; the others are JVMs of their own that take it once, keep it, and are killed at a
 * random moment after that. Now and then one that waits is killed as well. Every holder notes when it got the lock, and
 * whether it was told that the one before had died. No JVM is starting while one is killed, so what is measured is not
 * the wait for a CPU.
 */
public final class KilledHolders {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** Until a JVM that has just started waits without computing. */
    private static final Duration SETTLED = Duration.ofMillis(50);

    private static final int WAITING_VICTIMS = 5;
    private static final int SURVIVORS = 2;
    /** One waiter is killed for this many holders. */
    private static final int HOLDERS_PER_WAITER = 5;

    private KilledHolders() {}

    /**
     * What was seen.
     *
     * @param holders processes that were killed while they held the lock
     * @param waiters processes that were killed while they waited for it, or were about to
     * @param latencies from each kill to the next holder, nanoseconds, in ascending order
     * @param bySurvivors those among them where the next holder is a process that lives all the time: it has held locks
     *     before
     */
    record Seen(int holders, int waiters, long[] latencies, long[] bySurvivors) {
        long percentile(int percent) {
            return percentile(latencies, percent);
        }

        private static long percentile(long[] ascending, int percent) {
            return ascending[Math.min(ascending.length - 1, ascending.length * percent / 100)];
        }

        private static String micros(long[] ascending) {
            return ascending.length == 0
                    ? "none"
                    : "p50 " + percentile(ascending, 50) / 1000 + ", p99 " + percentile(ascending, 99) / 1000
                            + ", most " + ascending[ascending.length - 1] / 1000;
        }

        @Override
        public String toString() {
            return holders + " processes killed while they held the lock, " + waiters + " while they waited; "
                    + "the next holder ran and was told each time; microseconds from the kill to the next holder: "
                    + micros(latencies) + "; to one of the " + bySurvivors.length + " that had held it before: "
                    + micros(bySurvivors);
        }
    }

    /** How many kills, and the seed of their moments. */
    public static void main(String[] arguments) throws Exception {
        int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        System.out.println("seed " + seed);
        long begin = System.nanoTime();
        System.out.println(run(kills, new Random(seed)));
        System.out.println("seconds: " + (System.nanoTime() - begin) / 1_000_000_000);
    }

    static Seen run(int kills, Random moments) throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            KilledHoldersNotes notes = KilledHoldersNotes.make(coordinator, kills);
            List<Process> all = new ArrayList<>();
            try {
                for (int i = 0; i < SURVIVORS; i++) {
                    all.add(QuickJvm.start(Survivor.class, notes.arguments()));
                }
                return kill(kills, moments, notes, List.copyOf(all), all);
            } finally {
                all.forEach(Process::destroyForcibly);
                for (Process process : all) {
                    process.waitFor();
                }
            }
        }
    }

    private static Seen kill(
            int kills, Random moments, KilledHoldersNotes notes, List<Process> survivors, List<Process> all)
            throws Exception {
        Map<Long, Process> victims = new HashMap<>();
        long[] latencies = new long[kills];
        int started = 0;
        int waiters = 0;
        List<Long> bySurvivors = new ArrayList<>();
        for (int i = 0; i < kills; i++) {
            while (victims.size() <= WAITING_VICTIMS) {
                Process victim = QuickJvm.start(Victim.class, notes.arguments());
                victims.put(victim.pid(), victim);
                all.add(victim);
                started++;
            }
            int atTheLock = started;
            await(
                    () -> notes.waiting().get() == atTheLock,
                    "before kill " + (i + 1) + " not all victims are at the lock");
            Process holder = victims.remove(awaitHolder(notes, i));
            if (holder == null) {
                throw new AssertionError("the holder is none of the victims");
            }
            if (i % HOLDERS_PER_WAITER == 0) {
                Process waiter = victims.values().iterator().next();
                victims.remove(waiter.pid());
                waiter.destroyForcibly().waitFor();
                waiters++;
            }
            LockSupport.parkNanos(SETTLED.toNanos() + moments.nextInt(3_000_000));
            long begin = System.nanoTime();
            holder.destroyForcibly();
            int deaths = i + 1;
            await(() -> notes.noted().get() >= deaths, "after kill " + deaths + " nobody gets the lock");
            KilledHoldersNotes.Entry next = notes.entry(i + 1);
            if (!next.told()) {
                throw new AssertionError("kill " + (i + 1) + ": the next holder was not told");
            }
            if (next.pid() == holder.pid()) {
                throw new AssertionError("kill " + (i + 1) + ": the dead one holds it again");
            }
            latencies[i] = next.nanos() - begin;
            if (survivors.stream().anyMatch(survivor -> survivor.pid() == next.pid())) {
                bySurvivors.add(latencies[i]);
            }
            holder.waitFor();
            all.remove(holder);
        }
        for (Process survivor : survivors) {
            if (!survivor.isAlive()) {
                throw new AssertionError("a process that was not killed has ended");
            }
        }
        Arrays.sort(latencies);
        return new Seen(
                kills,
                waiters,
                latencies,
                bySurvivors.stream().mapToLong(Long::longValue).sorted().toArray());
    }

    /** Waits until a victim holds the lock that has not been killed yet. */
    private static long awaitHolder(KilledHoldersNotes notes, int kill) throws OwnerGoneException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            long pid = notes.holder().get();
            if (pid != 0) {
                notes.holder().set(0);
                return pid;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("after " + kill + " kills no victim gets the lock within " + LIMIT);
            }
            LockSupport.parkNanos(200_000);
        }
    }

    private static void await(Condition condition, String otherwise) throws OwnerGoneException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(otherwise + " within " + LIMIT);
            }
            LockSupport.parkNanos(200_000);
        }
    }

    private interface Condition {
        boolean holds() throws OwnerGoneException;
    }

    /** Takes the lock again and again. */
    static final class Survivor {
        public static void main(String[] arguments) throws Exception {
            KilledHoldersNotes notes = KilledHoldersNotes.of(arguments);
            ByteBuffer memory = notes.memory().buffer();
            while (true) {
                try (ProcessLock.Hold hold = notes.lock().lock()) {
                    notes.note(hold, memory);
                    if (hold.previousHolderDied()) {
                        hold.markConsistent();
                    }
                }
                LockSupport.parkNanos(500_000);
            }
        }
    }

    /** Takes the lock and keeps it. */
    static final class Victim {
        public static void main(String[] arguments) throws Exception {
            KilledHoldersNotes notes = KilledHoldersNotes.of(arguments);
            ByteBuffer memory = notes.memory().buffer();
            notes.waiting().getAndAdd(1);
            ProcessLock.Hold hold = notes.lock().lock();
            notes.note(hold, memory);
            notes.holder().set(ProcessHandle.current().pid());
            while (true) {
                LockSupport.park(hold);
            }
        }
    }
}
