package org.concurrencybench.process.pool;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a pool: one for each place, replaced when it has died or shall retire, until the crew is told to stop.
 *
 * <p>Design note. Its state only moves forward: working; stopping (workers end in an orderly way); killed. Keepers come and go
 * under this object's monitor, so that none is hired after the crew has stopped. A place holds a keeper from the moment when its
 * worker is ready until it ends, another one is ready in its stead, or it is vacated because nothing was to do. Whoever vacates a
 * place looks at the backlog afterwards, and whoever adds to the backlog looks for vacant places afterwards.
 */
final class Crew {
    private final Surroundings<?, ?> surroundings;
    private final Ledger ledger;
    private final Deaths deaths;
    private final Events events;
    private final CrewCounts counts = new CrewCounts();
    private final AtomicReferenceArray<@Nullable Keeper> places;
    private final Set<Keeper> keepers = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> allReady = new CompletableFuture<>();
    private final AtomicInteger vacant = new AtomicInteger();

    // Guarded by the monitor.
    private final @Nullable Keeper[] starting;
    private final int[] generations;
    private final boolean[] filled;
    private final boolean[] vacated;
    private int placesToFill;

    private volatile boolean stopping;
    private volatile boolean killed;
    private volatile @Nullable WorkerCloseException closeFailure;

    Crew(Surroundings<?, ?> surroundings, Ledger ledger, Deaths deaths) {
        this.surroundings = surroundings;
        this.ledger = ledger;
        this.deaths = deaths;
        this.events = new Events(surroundings.config().listener());
        int workers = surroundings.config().workers();
        this.places = new AtomicReferenceArray<>(workers);
        this.starting = new Keeper[workers];
        this.generations = new int[workers];
        this.filled = new boolean[workers];
        this.vacated = new boolean[workers];
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
        if (stopping || starting[place] != null) {
            return;
        }
        String name = "w" + place + "-" + ++generations[place];
        Keeper keeper = new Keeper(this, ledger, surroundings, place, name);
        keepers.add(keeper);
        starting[place] = keeper;
        keeper.start();
    }

    /** Hands waiting tasks to workers with an idle slot, and fills a vacant place if that does not do. */
    void wakeIdle() {
        for (int place = 0; place < places.length(); place++) {
            Keeper keeper = places.get(place);
            Link link = keeper == null ? null : keeper.link();
            if (link != null && link.hasIdleSlot()) {
                link.pump();
                if (ledger.backlog().size() == 0) {
                    return;
                }
            }
        }
        if (vacant.get() > 0 && ledger.backlog().size() > 0) {
            fillOne();
        }
    }

    private synchronized void fillOne() {
        for (int place = 0; place < places.length(); place++) {
            if (vacated[place]) {
                vacated[place] = false;
                vacant.decrementAndGet();
                hire(place);
                return;
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

    private synchronized void stop(boolean now, Consumer<Keeper> how) {
        killed |= now;
        stopping = true;
        keepers.forEach(how);
    }

    /** Waits until all workers have ended. */
    void awaitEnd() throws InterruptedException {
        for (Keeper keeper : keepers) { // once it is stopping, there will be no more
            keeper.join();
        }
    }

    @Nullable
    WorkerCloseException closeFailure() {
        return closeFailure;
    }

    CrewCounts counts() {
        return counts;
    }

    /** The keepers of all workers that have not ended. */
    Set<Keeper> keepers() {
        return keepers;
    }

    /** Starts a worker in the stead of this one, which goes on until the other is ready. */
    synchronized void replace(Keeper keeper, PoolEvent.Reason reason) {
        if (places.get(keeper.place()) == keeper && starting[keeper.place()] == null) {
            keeper.expectRetirement(reason);
            hire(keeper.place());
        }
    }

    /** Retires a worker that has nothing to do, unless it is needed for the smallest number of workers or gets a task now. */
    void vacate(Keeper keeper) {
        synchronized (this) {
            int place = keeper.place();
            int kept = places.length() - vacant.get();
            if (stopping
                    || places.get(place) != keeper
                    || starting[place] != null
                    || kept <= surroundings.config().minWorkers()
                    || !keeper.retireIfIdle()) {
                return;
            }
            places.set(place, null);
            vacated[place] = true;
            vacant.incrementAndGet();
        }
        keeper.retire();
        wakeIdle();
    }

    /** What the workers that are ready now say of themselves. */
    List<WorkerFacts> facts() {
        return keepers.stream().map(Keeper::facts).filter(Objects::nonNull).toList();
    }

    // What follows is called by the keepers.

    Events events() {
        return events;
    }

    void ready(Keeper keeper) {
        counts.started.increment();
        Keeper old;
        boolean complete;
        synchronized (this) {
            int place = keeper.place();
            old = places.getAndSet(place, keeper);
            starting[place] = null;
            complete = !filled[place] && --placesToFill == 0;
            filled[place] = true;
        }
        if (complete) {
            allReady.complete(null);
        }
        if (old != null) {
            events.tell(new PoolEvent.WorkerReplaced(keeper.place(), old.pid(), keeper.pid()));
            old.retire();
        }
    }

    void notStarted(Keeper keeper, WorkerStartException failure) {
        if (!stopping) {
            events.tell(new PoolEvent.WorkerNotStarted(keeper.place(), failure));
        }
        if (failure.isHopeless()) {
            giveUp(failure);
        } else if (!stopping) {
            countDeath(failure);
        }
    }

    void died(WorkerDiedException death, boolean ofThePoolsWill) {
        if (killed) {
            return;
        }
        if (ofThePoolsWill) {
            counts.killed.increment();
        } else {
            counts.died.increment();
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
        PoolBrokenException broken = new PoolBrokenException("the pool has given up: " + cause.getMessage(), cause);
        if (!killed) {
            events.tell(new PoolEvent.PoolBroken(broken));
        }
        kill(broken);
    }

    void closeFailed(WorkerCloseException failure) {
        if (!killed) {
            closeFailure = failure;
        }
    }

    /** Last of all, whatever became of its worker. */
    synchronized void ended(Keeper keeper) {
        int place = keeper.place();
        keepers.remove(keeper);
        counts.bytesSent.add(keeper.bytesSent());
        counts.bytesReceived.add(keeper.bytesReceived());
        if (starting[place] == keeper) {
            starting[place] = null;
            Keeper old = places.get(place);
            if (old == null) {
                hire(place);
            } else {
                old.replacementFailed();
            }
        } else if (places.compareAndSet(place, keeper, null)) {
            hire(place); // unless a replacement is starting already
        }
    }
}
