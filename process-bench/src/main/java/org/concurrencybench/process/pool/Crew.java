package org.concurrencybench.process.pool;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a pool: one for each place, replaced when it has died, until the crew is told to stop.
 *
 * <p>Design note. Its state only moves forward: working; stopping (workers end in an orderly way); killed. Keepers come and go
 * under this object's monitor, so that none is hired after the crew has stopped.
 */
final class Crew<I, O> {
    private final Surroundings<I, O> surroundings;
    private final Ledger<O> ledger;
    private final Deaths deaths;
    private final AtomicReferenceArray<@Nullable Keeper<I, O>> places;
    private final int[] generations;
    private final Set<Keeper<I, O>> keepers = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> allReady = new CompletableFuture<>();
    private final LongAdder workersStarted = new LongAdder();
    private final LongAdder workersDied = new LongAdder();
    private int placesToFill;

    private volatile boolean stopping;
    private volatile boolean killed;
    private volatile @Nullable WorkerCloseException closeFailure;

    Crew(Surroundings<I, O> surroundings, Ledger<O> ledger, Deaths deaths) {
        this.surroundings = surroundings;
        this.ledger = ledger;
        this.deaths = deaths;
        int workers = surroundings.config().workers();
        this.places = new AtomicReferenceArray<>(workers);
        this.generations = new int[workers];
        this.placesToFill = workers;
    }

    /** Starts a worker for each place. The future tells when all are ready, or why one is not. */
    CompletableFuture<Void> start() {
        for (int place = 0; place < places.length(); place++) {
            hire(place);
        }
        return allReady;
    }

    private synchronized void hire(int place) {
        if (stopping) {
            return;
        }
        String name = "w" + place + "-" + ++generations[place];
        Keeper<I, O> keeper = new Keeper<>(this, ledger, surroundings, place, name);
        keepers.add(keeper);
        places.set(place, keeper);
        keeper.start();
    }

    /** Hands waiting tasks to workers with an idle slot. */
    void wakeIdle() {
        for (int place = 0; place < places.length(); place++) {
            Keeper<I, O> keeper = places.get(place);
            Link<O> link = keeper == null ? null : keeper.link();
            if (link != null && link.hasIdleSlot()) {
                link.pump();
                if (ledger.backlog().size() == 0) {
                    return;
                }
            }
        }
    }

    boolean isStopping() {
        return stopping;
    }

    /** Lets all workers end in an orderly way. No task may be unfinished. */
    void stop() {
        stop(false, Keeper::nudge);
    }

    /** Kills all workers; their tasks fail for {@code reason}. */
    void kill(ProcessPoolException reason) {
        ledger.refuse(reason);
        stop(true, Keeper::killWorker);
        allReady.completeExceptionally(reason);
        ledger.fail(reason);
    }

    private synchronized void stop(boolean now, Consumer<Keeper<I, O>> how) {
        killed |= now;
        stopping = true;
        keepers.forEach(how);
    }

    /** Waits until all workers have ended, or about so many milliseconds have passed. */
    void awaitEnd(long millis) throws InterruptedException {
        long deadline = System.nanoTime() / 1_000_000 + millis;
        for (Keeper<I, O> keeper : keepers) { // once it is stopping, there will be no more
            keeper.join(Math.max(1, deadline - System.nanoTime() / 1_000_000));
        }
    }

    @Nullable
    WorkerCloseException closeFailure() {
        return closeFailure;
    }

    long workersStarted() {
        return workersStarted.sum();
    }

    long workersDied() {
        return workersDied.sum();
    }

    /** What the workers that are ready now say of themselves. */
    List<WorkerFacts> facts() {
        return keepers.stream().map(Keeper::facts).filter(Objects::nonNull).toList();
    }

    // What follows is called by the keepers.

    void ready(Keeper<I, O> keeper) {
        workersStarted.increment();
        synchronized (this) {
            if (generations[keeper.place()] == 1 && --placesToFill == 0) {
                allReady.complete(null);
            }
        }
    }

    void notStarted(WorkerStartException failure) {
        if (failure.isHopeless()) {
            giveUp(failure);
        } else if (!stopping) {
            countDeath(failure);
        }
    }

    void died(WorkerDiedException death) {
        if (!killed) {
            workersDied.increment();
            countDeath(death);
        }
    }

    private void countDeath(ProcessPoolException cause) {
        if (deaths.count() >= surroundings.config().maxDeaths()) {
            giveUp(cause);
        }
    }

    private void giveUp(ProcessPoolException cause) {
        allReady.completeExceptionally(cause);
        kill(new PoolBrokenException("the pool has given up: " + cause.getMessage(), cause));
    }

    void closeFailed(WorkerCloseException failure) {
        if (!killed) {
            closeFailure = failure;
        }
    }

    /** Last of all, whatever became of its worker. */
    synchronized void ended(Keeper<I, O> keeper) {
        keepers.remove(keeper);
        places.set(keeper.place(), null);
        hire(keeper.place());
    }
}
