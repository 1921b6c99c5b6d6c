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
import org.concurrencybench.process.fixtures.Processes;
import org.concurrencybench.process.fixtures.Sharers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Locks that the holder takes again. */
@Timeout(120)
class ReentrantProcessLockTest {
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

    private static <T> T inAnotherThread(java.util.concurrent.Callable<T> call) throws Exception {
        return CompletableFuture.supplyAsync(() -> {
                    try {
                        return call.call();
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                })
                .get(60, TimeUnit.SECONDS);
    }

    @Test
    void isFreeWhenClosedAsOftenAsTaken() throws Exception {
        ReentrantProcessLock lock = coordinator.newReentrantLock();
        ReentrantProcessLock.Hold first = lock.lock();
        ReentrantProcessLock.Hold second = lock.tryLock().orElseThrow();
        ReentrantProcessLock.Hold third = lock.tryLock(LONG).orElseThrow();
        assertEquals(3, lock.getHoldCount());
        first.close(); // in any order
        first.close(); // twice counts once
        third.close();
        assertTrue(lock.isHeldByCurrentThread());
        assertEquals(1, lock.getHoldCount());
        assertEquals(Optional.empty(), inAnotherThread(lock::tryLock));
        assertEquals(Optional.empty(), inAnotherThread(() -> lock.tryLock(Duration.ofMillis(10))));
        second.close();
        assertFalse(lock.isHeldByCurrentThread());
        assertFalse(lock.isLocked());
        assertEquals(1, inAnotherThread(() -> {
            try (ReentrantProcessLock.Hold hold = lock.lock()) {
                return lock.getHoldCount();
            }
        }));
    }

    @Test
    void copiesOfTheHandleAreTheSameLock() throws Exception {
        ReentrantProcessLock lock = coordinator.newReentrantLock();
        SharedHandle handle = lock.plain().handle();
        ReentrantProcessLock copy = new ReentrantProcessLock(
                new ProcessLock(new SharedHandle(handle.address(), handle.token(), handle.number(), handle.slot())));
        try (ReentrantProcessLock.Hold outer = lock.lock();
                ReentrantProcessLock.Hold inner = copy.lock()) {
            assertEquals(2, lock.getHoldCount());
        }
        assertFalse(copy.isLocked());
    }

    @Test
    void anotherThreadMayNotCloseIt() throws Exception {
        ReentrantProcessLock lock = coordinator.newReentrantLock();
        ReentrantProcessLock.Hold hold = lock.lock();
        Class<?> thrown = inAnotherThread(() ->
                assertThrows(IllegalMonitorStateException.class, hold::close).getClass());
        assertEquals(IllegalMonitorStateException.class, thrown);
        assertTrue(lock.isLocked());
        hold.close();
        assertFalse(lock.isLocked());
    }

    @Test
    void processesExcludeEachOther() throws Exception {
        ReentrantProcessLock lock = coordinator.newReentrantLock();
        SharedLong number = coordinator.newLong(0);
        Sharers.Nesting nesting = new Sharers.Nesting(lock, number, 1000);
        try (var other = process(Sharers.CountNested.class, nesting)) {
            new Sharers.CountNested().run(nesting);
            assertTrue(get(other.result()) >= 1000);
        }
        assertEquals(2000, number.get());
        assertFalse(lock.isLocked());
    }

    @Test
    void killedHolderReleasesAllItsHolds() throws Exception {
        ReentrantProcessLock lock = coordinator.newReentrantLock();
        ProcessEvent held = coordinator.newEvent();
        try (var holder = process(Sharers.HoldTwiceForEver.class, new Sharers.NestedHolding(lock, held))) {
            assertTrue(held.await(LONG));
            assertEquals(Optional.empty(), lock.tryLock());
            holder.kill();
            try (ReentrantProcessLock.Hold hold = lock.tryLock(LONG).orElseThrow();
                    ReentrantProcessLock.Hold again = lock.lock()) {
                assertTrue(again.previousHolderDied());
                assertEquals(1, hold.deaths());
                again.markConsistent();
                assertFalse(hold.previousHolderDied());
            }
        }
    }

    @Test
    void conditionGivesBackAllHoldsAndTakesThemAgain() throws Exception {
        ReentrantProcessLock lock = coordinator.newReentrantLock();
        ProcessCondition condition = coordinator.newCondition(lock);
        CompletableFuture<Integer> waiter = CompletableFuture.supplyAsync(() -> {
            try (ReentrantProcessLock.Hold outer = lock.lock();
                    ReentrantProcessLock.Hold inner = lock.lock()) {
                condition.await(inner.plain());
                assertFalse(lock.plain().tryLock().isPresent());
                return lock.getHoldCount();
            } catch (InterruptedException | OwnerGoneException e) {
                throw new AssertionError(e);
            }
        });
        Processes.await(LONG, "it was signalled", () -> {
            try (ReentrantProcessLock.Hold hold = lock.lock()) {
                condition.signal(hold.plain());
            } catch (InterruptedException | OwnerGoneException e) {
                throw new AssertionError(e);
            }
            return waiter.isDone();
        });
        assertEquals(2, waiter.get(60, TimeUnit.SECONDS));
        assertFalse(lock.isLocked());
    }
}
