package org.concurrencybench.process.coordination;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.concurrencybench.process.api.WorkerFunction;
import org.concurrencybench.process.fixtures.Processes;
import org.concurrencybench.process.internal.broker.EventWord;
import org.concurrencybench.process.internal.broker.Words;

/**
 * What another process does with shared objects until it is killed, stopped or done. Its step says how far it is: 1
 * when it has what it came for, or is about to wait for it; with 2 the test lets it go on.
 */
enum Part {
    HOLD_LOCK((shared, step) -> {
        try (ProcessLock.Hold hold = shared.lock().lock()) {
            step.set(1);
            step.await(2);
            return told(hold);
        }
    }),
    LOCK_ONCE((shared, step) -> {
        step.set(1);
        try (ProcessLock.Hold hold = shared.lock().lock()) {
            return told(hold);
        }
    }),
    /** Changes two numbers that are always equal, except where a holder died between them. */
    CHANGE_PAIR((shared, step) -> {
        ByteBuffer memory = shared.memory().buffer();
        while (true) {
            try (ProcessLock.Hold hold = shared.lock().lock()) {
                long first = memory.getLong(0);
                if (memory.getLong(8) != first) {
                    if (!hold.previousHolderDied()) {
                        return "the pair is broken, and nobody said that a holder had died";
                    }
                    shared.number().getAndAdd(1);
                }
                if (hold.previousHolderDied()) {
                    memory.putLong(8, first);
                    hold.markConsistent();
                }
                memory.putLong(0, first + 1);
                LockSupport.parkNanos(100_000); // some are to die just here
                memory.putLong(8, first + 1);
            }
            step.increment();
        }
    }),
    /**
     * Waits for a signal once; the step is set under the lock, so who takes it afterwards knows that this one waits.
     */
    AWAIT_SIGNAL((shared, step) -> {
        try (ProcessLock.Hold hold = shared.lock().lock()) {
            step.set(1);
            shared.condition().await(hold);
            return told(hold);
        }
    }),
    /** One thread waits for a signal; another one holds the lock then, at step 2. */
    AWAIT_AND_HOLD((shared, step) -> {
        Thread.ofPlatform().daemon().start(() -> {
            try (ProcessLock.Hold hold = shared.lock().lock()) {
                step.set(1);
                shared.condition().await(hold);
            } catch (InterruptedException | OwnerGoneException e) {
                throw new IllegalStateException(e);
            }
        });
        step.await(1);
        ProcessLock.Hold hold = shared.lock().lock();
        step.set(2);
        return hang() + told(hold);
    }),
    SIGNAL_AND_HANG((shared, step) -> {
        try (ProcessLock.Hold hold = shared.lock().lock()) {
            shared.condition().signal(hold);
        }
        step.set(1);
        return hang();
    }),
    SIGNAL_HOLDING((shared, step) -> {
        try (ProcessLock.Hold hold = shared.lock().lock()) {
            shared.condition().signal(hold);
            step.set(1);
            step.await(2);
            return told(hold);
        }
    }),
    EVEN_TURNS((shared, step) -> turns(shared, 0)),
    ODD_TURNS((shared, step) -> turns(shared, 1)),
    /** Waits and signals for ever. */
    CHURN_CONDITION((shared, step) -> {
        while (true) {
            try (ProcessLock.Hold hold = shared.lock().lock()) {
                if (hold.previousHolderDied()) {
                    hold.markConsistent();
                }
                shared.condition().signal(hold);
                shared.condition()
                        .await(
                                hold,
                                Duration.ofMillis(ThreadLocalRandom.current().nextInt(1, 5)));
            }
            step.increment();
        }
    }),
    TAKE_ALL_PERMITS((shared, step) -> {
        shared.permits().acquire(Shared.PERMITS);
        step.set(1);
        step.await(2);
        shared.permits().release(Shared.PERMITS);
        return "released";
    }),
    WAIT_FOR_ALL_PERMITS((shared, step) -> {
        step.set(1);
        shared.permits().acquire(Shared.PERMITS);
        step.set(2);
        step.await(3);
        shared.permits().release(Shared.PERMITS);
        return "released";
    }),
    WAIT_FOR_A_PERMIT((shared, step) -> {
        step.set(1);
        shared.permits().acquire();
        shared.permits().release();
        return "acquired";
    }),
    GIVE_SIGNALS((shared, step) -> {
        shared.signals().release(2);
        step.set(1);
        return hang();
    }),
    CHURN_PERMITS((shared, step) -> {
        while (true) {
            int permits = ThreadLocalRandom.current().nextInt(1, Shared.PERMITS + 1);
            shared.permits().acquire(permits);
            shared.permits().release(permits);
            step.increment();
        }
    }),
    SET_EVENT((shared, step) -> {
        shared.event().set();
        step.set(1);
        return hang();
    }),
    /**
     * From step 2 on, sets the word of the event, and nobody is woken before step 4: as if it were stopped in the
     * middle. At step 3 the word is set.
     */
    SET_HALF((shared, step) -> {
        Words words = shared.event().handle().port().words();
        int slot = shared.event().handle().slot();
        step.set(1);
        step.await(2);
        long word;
        do {
            word = words.get(slot);
        } while (!words.compareAndSet(slot, word, EventWord.set(word)));
        step.set(3);
        step.await(4);
        shared.event().set();
        return "set";
    }),
    WAIT_FOR_EVENT((shared, step) -> {
        step.set(1);
        shared.event().await();
        return "set";
    }),
    CHURN_EVENT((shared, step) -> {
        while (true) {
            shared.event().set();
            LockSupport.parkNanos(100_000);
            shared.event().clear();
            step.increment();
        }
    }),
    /** Whoever waits is woken by each setting. */
    FOLLOW_EVENT((shared, step) -> {
        while (true) {
            shared.event().await();
            step.increment();
        }
    }),
    ARRIVE((shared, step) -> {
        step.set(1);
        return passed(shared.barrier());
    }),
    ARRIVE_AND_HANG((shared, step) -> {
        String passed = passed(shared.barrier());
        step.set(1);
        return passed + hang();
    }),
    /** Runs the barrier's action from step 3 to step 4. */
    ACT((shared, step) -> {
        step.set(1);
        step.await(2);
        shared.barrier().await(() -> {
            step.set(3);
            step.await(4);
        });
        return "acted";
    }),
    CHURN_BARRIER((shared, step) -> {
        while (true) {
            shared.barrier().await();
            step.increment();
        }
    }),
    /** One item more than there is room for; the step counts those whose put has returned. */
    PUT_TOO_MANY((shared, step) -> {
        for (int i = 1; i <= Shared.CAPACITY + 1; i++) {
            shared.queue().put("item " + i);
            step.set(i);
        }
        return "put";
    }),
    TAKE_ONE((shared, step) -> {
        step.set(1);
        return shared.queue().take();
    }),
    WORK((shared, step) -> work(shared.queue(), step)),
    WORK_AGAIN((shared, step) -> work(shared.again(), step)),
    JOIN((shared, step) -> {
        step.set(1);
        shared.queue().join();
        return "joined";
    }),
    /** Puts pairs of its pid and a count, and counts what was put. */
    CHURN_PUTS((shared, step) -> {
        long pid = ProcessHandle.current().pid();
        while (true) {
            shared.queue().put(pid + " " + (step.get() + 1));
            step.increment();
        }
    }),
    CHURN_TAKES((shared, step) -> {
        while (true) {
            shared.queue().take();
            step.increment();
        }
    }),
    ADD((shared, step) -> {
        while (true) {
            shared.number().getAndAdd(1);
            step.increment();
        }
    }),
    ADD_MANY((shared, step) -> {
        step.set(1);
        step.await(2);
        for (int i = 0; i < Part.MANY; i++) {
            shared.number().getAndAdd(1);
        }
        return "added";
    }),
    ADD_ONCE((shared, step) -> {
        step.set(1);
        step.await(2);
        return "now " + shared.number().incrementAndGet();
    }),
    /** Adds to a number in memory as atomically as to a {@link SharedLong}, and writes a text beside it. */
    WRITE_MEMORY((shared, step) -> {
        ByteBuffer memory = shared.memory().buffer();
        while (true) {
            long before = (long) Longs.IN_MEMORY.getAndAdd(memory, 0, 1L);
            assert before >= 0;
            memory.putLong(64, ProcessHandle.current().pid());
            step.increment();
        }
    }),
    WRITE_MEMORY_ONCE((shared, step) -> {
        ByteBuffer memory = shared.memory().buffer();
        step.set(1);
        step.await(2);
        memory.putLong(128, 77);
        return "wrote " + memory.getLong(128);
    }),
    MERGE((shared, step) -> {
        while (true) {
            shared.map().merge("count", 1L, Long::sum);
            step.increment();
        }
    }),
    /** Is in the middle of a computation until step 2. */
    COMPUTE((shared, step) -> {
        Long value = shared.map()
                .compute("count", (key, there) -> {
                    if (step.get() == 0) {
                        step.set(1);
                    }
                    step.await(2);
                    return (there == null ? 0 : there) + 1;
                })
                .orElseThrow();
        return "computed " + value;
    }),
    /** Uses objects of each kind, and asks from step 2 on until none works any more. */
    TRY_EVERYTHING((shared, step) -> {
        long number = shared.number().get();
        shared.memory().buffer();
        step.set(1);
        step.await(2);
        Processes.await(Duration.ofSeconds(60), "the end of the owner is seen", () -> Asking.nothingWorks(shared));
        return number + ", and nothing works";
    });

    /** Longs of memory that others change at the same time. */
    static final class Longs {
        static final VarHandle IN_MEMORY = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

        private Longs() {}
    }

    private final Play play;

    Part(Play play) {
        this.play = play;
    }

    private interface Play {
        String play(Shared shared, Step step) throws Exception;
    }

    /** A part, by its name, with what it is played with. */
    record Role(String part, Shared shared, Step step) {}

    /** Plays a part. Returns what it says in the end; "owner gone" when the owner of the objects has ended. */
    static final class Player implements WorkerFunction<Role, String> {
        @Override
        public String run(Role role) throws Exception {
            try {
                return Part.valueOf(role.part()).play.play(role.shared(), role.step());
            } catch (OwnerGoneException e) {
                return "owner gone";
            }
        }
    }

    /** Owns objects, which it puts into a queue, until it is killed. */
    static final class Owner implements WorkerFunction<ProcessQueue<Shared>, String> {
        @Override
        public String run(ProcessQueue<Shared> queue) throws Exception {
            try (Coordinator coordinator = Coordinator.start()) {
                queue.put(Shared.of(coordinator));
                return hang();
            }
        }
    }

    private static String hang() {
        while (true) {
            LockSupport.park();
        }
    }

    /** Whether the holder was told that another one had died, and how many have. */
    static String told(ProcessLock.Hold hold) {
        return (hold.previousHolderDied() ? "told of " : "not told of ") + hold.deaths();
    }

    private static String passed(ProcessBarrier barrier) throws Exception {
        try {
            return "passed as " + barrier.await();
        } catch (BrokenProcessBarrierException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String work(ProcessQueue<String> queue, Step step) throws Exception {
        try (ProcessQueue.Work<String> work = queue.takeForWork()) {
            step.set(1);
            step.await(2);
            return work.item();
        }
    }

    /** How often {@link #ADD_MANY} adds. */
    static final int MANY = 100_000;

    /** How many turns two processes take by turns in {@link #EVEN_TURNS} and {@link #ODD_TURNS}. */
    static final int TURNS = 400;

    private static String turns(Shared shared, int mine) throws Exception {
        int turns = 0;
        while (turns < TURNS) {
            try (ProcessLock.Hold hold = shared.lock().lock()) {
                while (shared.number().get() % 2 != mine) {
                    shared.condition().await(hold);
                }
                shared.number().getAndAdd(1);
                shared.condition().signal(hold);
                turns++;
            }
        }
        return turns + " turns";
    }
}
