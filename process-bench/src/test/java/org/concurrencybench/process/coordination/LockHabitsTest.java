package org.concurrencybench.process.coordination;

import static org.concurrencybench.process.coordination.LockTest.process;
import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.process.fixtures.Habits;
import org.concurrencybench.process.fixtures.Processes;
import org.concurrencybench.process.worker.WorkerProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Python's tests of locks, semaphores, conditions and barriers ask for, as far as no other test shows it. */
@Timeout(120)
class LockHabitsTest {
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

    @Test
    void heldLockIsNotTakenAndGivingItBackTwiceIsHarmless() throws Exception {
        ProcessLock lock = coordinator.newLock();
        ProcessLock.Hold hold = lock.lock();
        assertTrue(lock.isLocked());
        assertEquals(Optional.empty(), lock.tryLock(), "not even by the thread that holds it");
        hold.close();
        assertFalse(lock.isLocked());
        ProcessLock.Hold next = lock.lock();
        hold.close();
        assertTrue(lock.isLocked(), "who has given it back cannot give away that of another");
        next.close();
    }

    @Test
    void lockIsFreeAfterItsBlockHoweverThatEnds() throws Exception {
        ProcessLock lock = coordinator.newLock();
        assertThrows(UnsupportedOperationException.class, () -> {
            try (ProcessLock.Hold hold = lock.lock()) {
                throw new UnsupportedOperationException("held " + hold.deaths());
            }
        });
        assertFalse(lock.isLocked());
    }

    @Test
    void lockOfAnotherProcessIsSeenToBeHeld() throws Exception {
        ProcessLock lock = coordinator.newLock();
        ProcessEvent held = coordinator.newEvent();
        ProcessEvent enough = coordinator.newEvent();
        try (var other = process(Habits.Keep.class, new Habits.Keeping(lock, held, enough))) {
            assertTrue(held.await(LONG));
            assertTrue(lock.isLocked());
            assertEquals(Optional.empty(), lock.tryLock());
            enough.set();
            assertFalse(get(other.result()));
            assertFalse(lock.isLocked());
        }
    }

    @Test
    void semaphoreCountsItsPermits() throws Exception {
        ProcessSemaphore semaphore = coordinator.newSemaphore(2);
        semaphore.acquire();
        assertEquals(1, semaphore.availablePermits());
        semaphore.acquire();
        assertFalse(semaphore.tryAcquire());
        long begin = System.nanoTime();
        assertFalse(semaphore.tryAcquire(Duration.ofMillis(100)));
        assertTrue(System.nanoTime() - begin >= 100_000_000, "it waited as long as it was told to");
        assertFalse(semaphore.tryAcquire(Duration.ZERO));
        assertFalse(semaphore.tryAcquire(Duration.ofMillis(-5)), "a negative timeout is none");
        semaphore.release(2);
        semaphore.release();
        assertEquals(3, semaphore.availablePermits(), "without a limit there may be more than at first");
    }

    @Test
    void boundedSemaphoreRefusesMoreThanItsLimit() throws Exception {
        ProcessSemaphore semaphore = coordinator.newSemaphore(2, 2);
        semaphore.acquire();
        semaphore.release();
        assertThrows(IllegalStateException.class, semaphore::release);
        assertEquals(2, semaphore.availablePermits());
    }

    /** As many wait as were told to, and none of them has been woken. */
    private record Sleepers(ProcessLock lock, SharedLong asleep, SharedLong awake) {
        static Sleepers of(Coordinator coordinator, ProcessLock lock) {
            return new Sleepers(lock, coordinator.newLong(0), coordinator.newLong(0));
        }

        CompletableFuture<Boolean> start(ProcessCondition condition, Duration timeout) {
            return CompletableFuture.supplyAsync(
                    () -> {
                        try (ProcessLock.Hold hold = lock.lock()) {
                            asleep.incrementAndGet();
                            boolean signalled = condition.await(hold, timeout);
                            awake.incrementAndGet();
                            return signalled;
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        }
                    },
                    task -> Thread.ofPlatform().start(task));
        }

        /** Who has counted itself waits once the lock can be taken. */
        void await(int count) {
            Processes.await(LONG, count + " wait", () -> {
                try (ProcessLock.Hold hold = lock.lock()) {
                    return asleep.get() == count && !hold.previousHolderDied();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
        }
    }

    @Test
    void signalsWakeAsManyAsTheySay() throws Exception {
        ProcessLock lock = coordinator.newLock();
        ProcessCondition condition = coordinator.newCondition(lock);
        Sleepers sleepers = Sleepers.of(coordinator, lock);
        for (int i = 0; i < 6; i++) {
            sleepers.start(condition, LONG);
        }
        sleepers.await(6);
        assertEquals(0, sleepers.awake.get());
        int woken = 0;
        for (int count : new int[] {1, 3}) {
            try (ProcessLock.Hold hold = lock.lock()) {
                condition.signal(hold, count);
            }
            woken += count;
            int expected = woken;
            Processes.await(LONG, count + " are woken", () -> value(sleepers.awake) == expected);
        }
        try (ProcessLock.Hold hold = lock.lock()) {
            condition.signalAll(hold);
            condition.signalAll(hold);
            condition.signal(hold);
        }
        Processes.await(LONG, "all are woken", () -> value(sleepers.awake) == 6);
    }

    private static long value(SharedLong number) {
        try {
            return number.get();
        } catch (OwnerGoneException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void waitingSaysWhetherThereWasASignal() throws Exception {
        ProcessLock lock = coordinator.newLock();
        ProcessCondition condition = coordinator.newCondition(lock);
        Sleepers sleepers = Sleepers.of(coordinator, lock);
        assertFalse(sleepers.start(condition, Duration.ofMillis(20)).get(60, TimeUnit.SECONDS));
        CompletableFuture<Boolean> signalled = sleepers.start(condition, LONG);
        sleepers.await(2);
        try (ProcessLock.Hold hold = lock.lock()) {
            condition.signal(hold);
        }
        assertTrue(signalled.get(60, TimeUnit.SECONDS));
    }

    @Test
    void processesWaitForAStateThatOthersBringAbout() throws Exception {
        ProcessLock lock = coordinator.newLock();
        ProcessCondition condition = coordinator.newCondition(lock);
        SharedLong state = coordinator.newLong(0);
        SharedLong woken = coordinator.newLong(0);
        try (var other = process(Habits.WaitFor.class, new Habits.WaitingFor(condition, state, woken))) {
            for (int i = 1; i <= 4; i++) {
                assertEquals(0, woken.get());
                Thread.sleep(5);
                try (ProcessLock.Hold hold = lock.lock()) {
                    state.incrementAndGet();
                    condition.signal(hold);
                }
            }
            assertEquals(1, get(other.result()));
        }
    }

    @Test
    void waitingForAStateEndsAtItsTimeout() throws Exception {
        ProcessLock lock = coordinator.newLock();
        ProcessCondition condition = coordinator.newCondition(lock);
        SharedLong state = coordinator.newLong(0);
        long begin = System.nanoTime();
        long limit = Duration.ofMillis(100).toNanos();
        try (ProcessLock.Hold hold = lock.lock()) {
            long left;
            while (state.get() != 4 && (left = limit - (System.nanoTime() - begin)) > 0) {
                condition.await(hold, Duration.ofNanos(left));
            }
        }
        assertTrue(System.nanoTime() - begin >= limit, "it waited as long as it was told to");
        assertEquals(0, state.get());
    }

    @Test
    void eachOfTenRoundsHasOneLastParty() throws Exception {
        ProcessBarrier barrier = coordinator.newBarrier(3);
        try (WorkerProcess<Habits.Rounds, Long> one = process(Habits.PassRounds.class, new Habits.Rounds(barrier, 10));
                WorkerProcess<Habits.Rounds, Long> two =
                        process(Habits.PassRounds.class, new Habits.Rounds(barrier, 10))) {
            long last = 0;
            for (int i = 0; i < 10; i++) {
                last += barrier.await() == 0 ? 1 : 0;
            }
            assertEquals(10, last + get(one.result()) + get(two.result()));
            assertEquals(0, barrier.waiting());
        }
    }

    @Test
    void thousandRoundsArePassed() throws Exception {
        ProcessBarrier barrier = coordinator.newBarrier(2);
        try (var other = process(Habits.PassRounds.class, new Habits.Rounds(barrier, 1000))) {
            long last = 0;
            for (int i = 0; i < 1000; i++) {
                last += barrier.await() == 0 ? 1 : 0;
            }
            assertEquals(1000, last + get(other.result()));
        }
    }

    private CompletableFuture<Throwable> arrival(ProcessBarrier barrier) {
        CompletableFuture<Throwable> arrival = CompletableFuture.supplyAsync(() -> {
            try {
                return new AssertionError("passed as " + barrier.await());
            } catch (Exception e) {
                return e;
            }
        });
        Processes.await(LONG, "one waits", () -> {
            try {
                return barrier.waiting() == 1;
            } catch (OwnerGoneException e) {
                throw new AssertionError(e);
            }
        });
        return arrival;
    }

    @Test
    void abortedBarrierIsBrokenForAllUntilItIsReset() throws Exception {
        ProcessBarrier barrier = coordinator.newBarrier(2);
        CompletableFuture<Throwable> waiting = arrival(barrier);
        barrier.abort();
        assertEquals(
                BrokenProcessBarrierException.class,
                waiting.get(60, TimeUnit.SECONDS).getClass());
        assertTrue(barrier.isBroken());
        var broken = assertThrows(BrokenProcessBarrierException.class, barrier::await);
        assertTrue(
                broken.getMessage()
                        .contains(
                                "aborted by process " + ProcessHandle.current().pid()),
                broken::getMessage);
        barrier.reset();
        assertFalse(barrier.isBroken());
        try (var other = process(Habits.PassRounds.class, new Habits.Rounds(barrier, 1))) {
            long last = barrier.await() == 0 ? 1 : 0;
            assertEquals(1, last + get(other.result()), "it is as new");
        }
    }

    @Test
    void resetTellsThoseWhoWaitAndLeavesTheBarrierWhole() throws Exception {
        ProcessBarrier barrier = coordinator.newBarrier(3);
        CompletableFuture<Throwable> waiting = arrival(barrier);
        barrier.reset();
        assertEquals(
                BrokenProcessBarrierException.class,
                waiting.get(60, TimeUnit.SECONDS).getClass());
        assertFalse(barrier.isBroken());
        assertEquals(0, barrier.waiting());
    }

    @Test
    void barrierOfOneHoldsUpNobody() throws Exception {
        ProcessBarrier barrier = coordinator.newBarrier(1);
        assertEquals(0, barrier.await());
        assertEquals(0, barrier.await(LONG));
        SharedLong acted = coordinator.newLong(0);
        assertEquals(0, barrier.await(() -> {
            try {
                acted.incrementAndGet();
            } catch (OwnerGoneException e) {
                throw new AssertionError(e);
            }
        }));
        assertEquals(1, acted.get());
    }
}
