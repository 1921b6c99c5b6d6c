package org.concurrencybench.process.coordination;

import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerFunction;
import org.concurrencybench.process.api.WorkerOptions;
import org.concurrencybench.process.fixtures.Processes;
import org.concurrencybench.process.fixtures.Sharing;
import org.concurrencybench.process.pool.ProcessPool;
import org.concurrencybench.process.pool.ProcessPoolConfig;
import org.concurrencybench.process.worker.WorkerProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Locks and conditions among processes, and what becomes of them when one is killed. */
@Timeout(120)
class LockTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private Coordinator coordinator;

    @BeforeEach
    void start() throws Exception {
        coordinator = Coordinator.start();
    }

    @AfterEach
    void end() throws Exception {
        coordinator.close();
    }

    /** With this JVM's options: it has futexes if this one has. */
    static <I, O> WorkerProcess<I, O> process(Class<? extends WorkerFunction<I, O>> function, I input)
            throws Exception {
        WorkerOptions options = WorkerOptions.defaults().withInheritedOptions();
        WorkerProcess<I, O> worker = new WorkerProcess<>("other", options, FunctionSpec.of(function), input);
        worker.start();
        return worker;
    }

    @Test
    void processesAndThreadsExcludeEachOther() throws Exception {
        ProcessLock lock = coordinator.newLock();
        SharedLong number = coordinator.newLong(0);
        ProcessPoolConfig config = ProcessPoolConfig.ofWorkers(2).withSlots(2).withInheritedOptions();
        try (var pool = ProcessPool.start(config, FunctionSpec.of(Sharing.Count.class))) {
            List<CompletableFuture<Long>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(pool.submit(new Sharing.Counting(lock, number, 2000)));
            }
            new Sharing.Count().run(new Sharing.Counting(lock, number, 2000));
            for (CompletableFuture<Long> one : all) {
                get(one);
            }
        }
        assertEquals(10_000, number.get());
        assertFalse(lock.isLocked());
    }

    @Test
    void killedHolderIsFollowedByTheNextWhichIsTold() throws Exception {
        ProcessLock lock = coordinator.newLock();
        ProcessEvent held = coordinator.newEvent();
        try (var holder = process(Sharing.HoldForEver.class, new Sharing.Holding(lock, held))) {
            assertTrue(held.await(LONG));
            assertEquals(Optional.empty(), lock.tryLock());
            assertEquals(Optional.empty(), lock.tryLock(Duration.ofMillis(20)));
            CompletableFuture<ProcessLock.Hold> next = CompletableFuture.supplyAsync(() -> taken(lock));
            holder.kill();
            try (ProcessLock.Hold hold = next.get(60, TimeUnit.SECONDS)) {
                assertTrue(hold.previousHolderDied());
                assertEquals(1, hold.deaths());
            }
            try (ProcessLock.Hold hold = lock.lock()) {
                assertTrue(hold.previousHolderDied(), "nobody has found it consistent yet");
                hold.markConsistent();
            }
            try (ProcessLock.Hold hold = lock.lock()) {
                assertFalse(hold.previousHolderDied());
                assertEquals(1, hold.deaths());
            }
        }
    }

    private static ProcessLock.Hold taken(ProcessLock lock) {
        try {
            return lock.lock();
        } catch (InterruptedException | OwnerGoneException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void killedWaiterIsPassedOver() throws Exception {
        ProcessLock lock = coordinator.newLock();
        ProcessEvent held = coordinator.newEvent();
        ProcessLock.Hold hold = lock.lock();
        try (var waiter = process(Sharing.HoldForEver.class, new Sharing.Holding(lock, held))) {
            Processes.await(LONG, "the other process waits", () -> coordinator.connectedProcesses() == 1);
            waiter.kill();
            Processes.await(LONG, "its end is seen", () -> coordinator.connectedProcesses() == 0);
            hold.close();
            assertFalse(held.isSet());
            try (ProcessLock.Hold again = lock.tryLock(LONG).orElseThrow()) {
                assertFalse(again.previousHolderDied(), "a waiter never held it");
            }
        }
    }

    @Test
    void stoppedHolderKeepsTheLock() throws Exception {
        ProcessLock lock = coordinator.newLock();
        ProcessEvent held = coordinator.newEvent();
        try (var holder = process(Sharing.HoldForEver.class, new Sharing.Holding(lock, held))) {
            assertTrue(held.await(LONG));
            assertEquals(0, signal("STOP", holder.pid()));
            assertEquals(Optional.empty(), lock.tryLock(Duration.ofMillis(200)));
            assertEquals(0, signal("CONT", holder.pid()));
            assertEquals(Optional.empty(), lock.tryLock(Duration.ofMillis(20)));
            holder.kill();
        }
    }

    private static int signal(String name, long pid) throws Exception {
        return new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .start()
                .waitFor();
    }

    /** A thread that waits for the lock by now, and leaves behind what ended its wait. */
    private static Thread waiting(ProcessLock lock, AtomicReference<Throwable> failure) {
        Thread waiter = Thread.ofPlatform().start(() -> {
            try {
                lock.lock().close();
            } catch (Throwable e) {
                failure.set(e);
            }
        });
        Processes.await(LONG, "the thread waits", () -> waiter.getState() == Thread.State.WAITING);
        return waiter;
    }

    @Test
    void interruptEndsTheWaitAndLeavesTheLockFree() throws Exception {
        ProcessLock lock = coordinator.newLock();
        ProcessLock.Hold hold = lock.lock();
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Thread waiter = waiting(lock, seen);
        waiter.interrupt();
        waiter.join();
        assertEquals(InterruptedException.class, seen.get().getClass());
        hold.close();
        assertTrue(lock.tryLock().isPresent());
    }

    @Test
    void closedCoordinatorFailsThoseWhoWait() throws Exception {
        ProcessLock lock = coordinator.newLock();
        ProcessLock.Hold hold = lock.lock();
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Thread waiter = waiting(lock, seen);
        coordinator.close();
        waiter.join();
        assertEquals(OwnerGoneException.class, seen.get().getClass());
        hold.close();
        assertThrows(OwnerGoneException.class, lock::lock);
    }

    @Test
    void signalWakesOneAndAKilledWaiterHoldsUpNobody() throws Exception {
        ProcessLock lock = coordinator.newLock();
        ProcessCondition condition = coordinator.newCondition(lock);
        SharedLong waiting = coordinator.newLong(0);
        Sharing.Waiting input = new Sharing.Waiting(condition, waiting);
        try (var first = process(Sharing.Wait.class, input)) {
            Processes.await(LONG, "the first waits", () -> waits(lock, waiting, 1));
            try (var second = process(Sharing.Wait.class, input)) {
                Processes.await(LONG, "the second waits", () -> waits(lock, waiting, 2));
                first.kill();
                Processes.await(LONG, "the first is gone", () -> coordinator.connectedProcesses() == 1);
                try (ProcessLock.Hold hold = lock.lock()) {
                    assertFalse(hold.previousHolderDied(), "it had given the lock back");
                    condition.signal(hold);
                }
                assertEquals(1L, get(second.result()));
            }
        }
    }

    /** A signaller gives the lock back at once, perhaps before the owner has heard of its signal. */
    @Test
    void noSignalOfAnotherProcessIsLost() throws Exception {
        ProcessLock lock = coordinator.newLock();
        ProcessCondition condition = coordinator.newCondition(lock);
        SharedLong turn = coordinator.newLong(0);
        int rounds = 2000;
        try (var other = process(Sharing.PassTurns.class, new Sharing.Turns(condition, turn, rounds))) {
            for (int i = 0; i < rounds; i++) {
                try (ProcessLock.Hold hold = lock.lock()) {
                    turn.set(1);
                    condition.signal(hold);
                    while (turn.get() != 0) {
                        assertTrue(condition.await(hold, LONG), "a signal was lost");
                    }
                }
            }
            assertEquals((long) rounds, get(other.result()));
        }
    }

    /** Whoever has counted itself waits once the lock can be taken. */
    private static boolean waits(ProcessLock lock, SharedLong waiting, int count) {
        try (ProcessLock.Hold hold = lock.lock()) {
            return waiting.get() == count;
        } catch (InterruptedException | OwnerGoneException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void conditionGivesTheLockBackAfterItsTimeout() throws Exception {
        ProcessLock lock = coordinator.newLock();
        ProcessCondition condition = coordinator.newCondition(lock);
        try (ProcessLock.Hold hold = lock.lock()) {
            assertFalse(condition.await(hold, Duration.ofMillis(10)));
            assertTrue(lock.isLocked());
            assertEquals(Optional.empty(), lock.tryLock());
        }
        assertFalse(lock.isLocked());
        ProcessLock.Hold released = lock.lock();
        released.close();
        assertThrows(IllegalStateException.class, () -> condition.signal(released));
    }

    @Test
    @Tag("slow")
    void noKilledHolderLosesTheLock() throws Exception {
        ProcessLock lock = coordinator.newLock();
        SharedLong number = coordinator.newLong(0);
        Sharing.Counting endless = new Sharing.Counting(lock, number, Integer.MAX_VALUE);
        int kills = 40;
        try (var survivor = process(Sharing.Count.class, endless)) {
            for (int i = 0; i < kills; i++) {
                try (var victim = process(Sharing.Count.class, endless)) {
                    long before = number.get();
                    Processes.await(LONG, "both count", () -> coordinator.connectedProcesses() == 2);
                    Thread.sleep(1 + i % 20); // the kill is to come at any moment of its counting
                    victim.kill();
                    Processes.await(LONG, "its end is seen", () -> coordinator.connectedProcesses() == 1);
                    assertTrue(number.get() >= before);
                }
                assertTrue(lock.tryLock(LONG).map(LockTest::closed).orElse(false), "the lock is lost after " + i);
            }
            assertTrue(survivor.isAlive());
            survivor.kill();
        }
    }

    private static boolean closed(ProcessLock.Hold hold) {
        try {
            hold.close();
            return true;
        } catch (OwnerGoneException e) {
            return false;
        }
    }
}
