package org.concurrencybench.process.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.concurrencybench.process.api.PoolBrokenException;
import org.concurrencybench.process.api.ProcessPoolException;
import org.concurrencybench.process.api.WorkerCloseException;
import org.concurrencybench.process.api.WorkerDiedException;
import org.concurrencybench.process.api.WorkerFacts;
import org.concurrencybench.process.api.WorkerStartException;
import org.concurrencybench.process.internal.launch.LastResort;
import org.concurrencybench.process.internal.launch.LaunchContext;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a pool: one for each place, replaced when it has died or shall retire, until the supervisor is
 * stopped, or gives up because no worker can be kept alive.
 *
 * @implNote Its state only moves forward: working; stopping (workers end in an orderly way); killed. Monitors come and
 *     go under this object's lock, so that none is started after the supervisor has stopped. A place holds a monitor
 *     from the moment when its worker is ready until it ends, another one is ready in its stead, or it is vacated
 *     because nothing was to do. A thread that vacates a place checks the backlog afterwards, and one that adds to the
 *     backlog checks for vacant places afterwards.
 *     <p>Spares are workers that are ready and have no place yet. They are started once all places are filled, and
 *     whenever one has taken a place. The number of a worker stays with it; that of the one whose place a spare takes
 *     goes to the next spare.
 */
final class WorkerSupervisor implements WorkerListener {
    /** The tasks that a spare finds waiting come first: starting the next one takes all cores for a moment. */
    private static final Executor NEXT_SPARE = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);

    private final ProcessPoolConfig config;
    private final LaunchContext<?, ?> context;
    private final TaskTracker tracker;
    private final ConsecutiveFailures failuresInARow;
    private final Events events;
    private final WorkerCounts counts = new WorkerCounts();
    private final AtomicReferenceArray<@Nullable WorkerMonitor> places;
    private final Set<WorkerMonitor> monitors = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> allReady = new CompletableFuture<>();
    private final AtomicInteger vacant = new AtomicInteger();

    // Guarded by this object's lock.
    private final Deque<WorkerMonitor> spares = new ArrayDeque<>();
    private final int[] numbers;
    private final @Nullable WorkerMonitor[] starting;
    private final int[] generations;
    private final boolean[] filled;
    private final boolean[] vacated;
    private int placesToFill;

    private volatile boolean stopping;
    private volatile boolean killed;
    private volatile @Nullable WorkerCloseException closeFailure;

    WorkerSupervisor(ProcessPoolConfig config, LaunchContext<?, ?> context, TaskTracker tracker) {
        this.config = config;
        this.context = context;
        this.tracker = tracker;
        this.events = new Events(config.listener());
        int workers = config.workers();
        this.failuresInARow = new ConsecutiveFailures(workers);
        this.places = new AtomicReferenceArray<>(workers);
        this.numbers = IntStream.range(0, workers).toArray();
        this.starting = new WorkerMonitor[workers];
        this.generations = new int[workers + config.spares()];
        this.filled = new boolean[workers];
        this.vacated = new boolean[workers];
        this.placesToFill = workers;
    }

    /** Starts a worker for each place. The future completes when all are ready, or with the reason why one is not. */
    CompletableFuture<Void> start() {
        for (int place = 0; place < places.length(); place++) {
            startWorker(place);
        }
        return allReady;
    }

    private synchronized void startWorker(int place) {
        if (stopping || starting[place] != null) {
            return;
        }
        WorkerMonitor monitor = monitor(place, numbers[place]);
        starting[place] = monitor;
        try {
            monitor.start();
        } catch (OutOfMemoryError e) { // the system gives no more threads
            monitors.remove(monitor);
            starting[place] = null;
            withoutThread(place, e);
        }
    }

    /** A place that cannot be filled now is vacant: who brings tasks tries again. */
    private void withoutThread(int place, OutOfMemoryError reason) {
        WorkerMonitor old = places.get(place);
        if (old != null) {
            old.replacementFailed();
            return;
        }
        vacate(place);
        WorkerStartException failure = new WorkerStartException("there is no thread for a worker: " + reason, reason);
        if (!allReady.completeExceptionally(failure)) {
            events.publish(new PoolEvent.WorkerNotStarted(numbers[place], failure));
            if (monitors.isEmpty()) {
                giveUp(failure);
            }
        }
    }

    private void vacate(int place) {
        vacated[place] = true;
        vacant.incrementAndGet();
    }

    private WorkerMonitor monitor(int place, int number) {
        String name = "w" + number + "-" + ++generations[number];
        WorkerMonitor monitor = new WorkerMonitor(this, events, tracker, config, context, place, number, name);
        monitors.add(monitor);
        return monitor;
    }

    private void startSpare(int number) {
        if (!stopping) {
            monitor(Place.SPARE, number).start();
        }
    }

    private synchronized void startNextSpare(int number) {
        startSpare(number);
    }

    /** Gives the place to a spare, if there is one, and has another one started. Returns whether there was one. */
    private boolean promoteSpare(int place) {
        WorkerMonitor spare = stopping ? null : spares.poll();
        if (spare == null) {
            return false;
        }
        int freed = numbers[place];
        numbers[place] = spare.number();
        spare.takePlace(place);
        places.set(place, spare);
        NEXT_SPARE.execute(() -> startNextSpare(freed));
        return true;
    }

    /** Hands waiting tasks to workers with an idle slot, and fills a vacant place if that does not do. */
    void wakeIdle() {
        for (int place = 0; place < places.length(); place++) {
            WorkerMonitor monitor = places.get(place);
            WorkerProxy link = monitor == null ? null : monitor.link();
            if (link != null && link.hasIdleSlot()) {
                link.pump();
                if (tracker.waiting() == 0) {
                    return;
                }
            }
        }
        if (vacant.get() > 0 && tracker.waiting() > 0 && fillOne()) {
            wakeIdle();
        }
    }

    /** Returns whether a worker is ready there already. */
    private synchronized boolean fillOne() {
        for (int place = 0; place < places.length(); place++) {
            if (vacated[place]) {
                vacated[place] = false;
                vacant.decrementAndGet();
                try {
                    if (promoteSpare(place)) {
                        return true;
                    }
                    startWorker(place);
                    return false;
                } catch (OutOfMemoryError e) {
                    vacate(place);
                    throw e;
                }
            }
        }
        return false;
    }

    @Override
    public boolean isStopping() {
        return stopping;
    }

    /** Lets all workers end in an orderly way. No task may be unfinished. */
    void stop() {
        stop(false, WorkerMonitor::wakeUp);
    }

    /** Kills all workers; their tasks fail for {@code reason}. */
    void kill(ProcessPoolException reason) {
        tracker.abandon(reason); // first, or the first worker's death would be told as the reason
        stop(true, WorkerMonitor::killWorker);
        allReady.completeExceptionally(reason);
        tracker.failBacklog();
    }

    private synchronized void stop(boolean now, Consumer<WorkerMonitor> how) {
        killed |= now;
        stopping = true;
        monitors.forEach(how);
    }

    /** Waits until all workers have ended. */
    void awaitEnd() throws InterruptedException {
        for (WorkerMonitor monitor : monitors) { // once it is stopping, there will be no more
            monitor.join();
        }
    }

    @Nullable
    WorkerCloseException closeFailure() {
        return closeFailure;
    }

    WorkerCounts counts() {
        return counts;
    }

    /** The monitors of all workers that have not ended. */
    Set<WorkerMonitor> monitors() {
        return monitors;
    }

    /**
     * Gives the place of this worker to a spare, or to one that is started now; until that is ready, this one
     * continues.
     */
    void replace(WorkerMonitor monitor, PoolEvent.Reason reason) {
        boolean replaced;
        synchronized (this) {
            int place = monitor.place();
            if (place == Place.SPARE || places.get(place) != monitor || starting[place] != null) {
                return;
            }
            monitor.expectRetirement(reason);
            replaced = promoteSpare(place);
            if (!replaced) {
                startWorker(place);
            }
        }
        if (replaced) {
            retire(monitor);
        }
    }

    private void retire(WorkerMonitor old) {
        WorkerMonitor successor = places.get(old.place());
        events.publish(new PoolEvent.WorkerReplaced(old.number(), old.pid(), successor == null ? 0 : successor.pid()));
        old.retire();
        wakeIdle();
    }

    /**
     * Retires a worker that has nothing to do, unless it is needed for the smallest number of workers or gets a task
     * now.
     */
    void retireIfIdle(WorkerMonitor monitor) {
        synchronized (this) {
            int place = monitor.place();
            int kept = places.length() - vacant.get();
            if (stopping
                    || place == Place.SPARE
                    || places.get(place) != monitor
                    || starting[place] != null
                    || kept <= config.minWorkers()
                    || !monitor.retireIfIdle()) {
                return;
            }
            places.set(place, null);
            vacate(place);
        }
        monitor.retire();
        wakeIdle();
    }

    /** What the workers that are ready for tasks now say of themselves. */
    List<WorkerFacts> facts() {
        return monitors.stream()
                .filter(monitor -> monitor.place() != Place.SPARE)
                .map(WorkerMonitor::facts)
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public void onReady(WorkerMonitor monitor) {
        counts.started.increment();
        WorkerMonitor old;
        boolean complete;
        synchronized (this) {
            int place = monitor.place();
            if (place == Place.SPARE) {
                spares.add(monitor);
                return;
            }
            old = places.getAndSet(place, monitor);
            starting[place] = null;
            complete = !filled[place] && --placesToFill == 0;
            filled[place] = true;
            if (complete) {
                IntStream.range(places.length(), generations.length).forEach(this::startSpare);
            }
        }
        if (complete) {
            allReady.complete(null);
        }
        if (old != null) {
            retire(old);
        }
    }

    @Override
    public void onMaxTasks(WorkerMonitor monitor) {
        replace(monitor, PoolEvent.Reason.TASKS);
    }

    @Override
    public void onRetired(WorkerMonitor monitor, PoolEvent.Reason reason) {
        counts.retired.increment();
        events.publish(new PoolEvent.WorkerRetired(monitor.number(), monitor.pid(), reason));
    }

    @Override
    public void onTasksReturned() {
        wakeIdle();
    }

    /** A spare steps in at once, before the dead worker is seen to. */
    @Override
    public boolean onDisconnected(WorkerMonitor monitor) {
        synchronized (this) {
            int place = monitor.place();
            if (place == Place.SPARE) {
                spares.remove(monitor);
                return false;
            }
            if (places.get(place) != monitor || starting[place] != null || !promoteSpare(place)) {
                return false;
            }
        }
        wakeIdle();
        return true;
    }

    @Override
    public void onStartFailed(WorkerMonitor monitor, WorkerStartException failure) {
        if (!stopping) {
            events.publish(new PoolEvent.WorkerNotStarted(monitor.number(), failure));
        }
        // Who waits for the pool would wait as long again.
        boolean lateAtTheStart = failure.isOutOfTime() && !allReady.isDone();
        int failures = failuresInARow.note(monitor.place(), ConsecutiveFailures.Life.NEVER_READY);
        if (!allReady.isDone()) {
            failures = failuresInARow.failures(); // whoever starts the pool waits
        }
        if (!stopping && (failure.isPermanent() || lateAtTheStart || isTooMany(failures)) && isHelpless()) {
            giveUp(failure);
        }
    }

    @Override
    public void onServed(WorkerMonitor monitor) {
        int unused = failuresInARow.note(monitor.place(), ConsecutiveFailures.Life.USEFUL);
    }

    @Override
    public void onDied(
            WorkerMonitor monitor, WorkerDiedException death, boolean willed, ConsecutiveFailures.Life life) {
        if (killed) {
            return;
        }
        (willed ? counts.killed : counts.died).increment();
        int failures = failuresInARow.note(monitor.place(), willed ? ConsecutiveFailures.Life.USEFUL : life);
        if (!stopping && isTooMany(failures) && isHelpless()) {
            giveUp(death);
        }
    }

    private boolean isTooMany(int failures) {
        return failures >= config.maxDeaths();
    }

    /**
     * Whether nothing would get on without the worker that has just failed: none is ready, or the pool is being
     * started.
     */
    private boolean isHelpless() {
        if (!allReady.isDone()) {
            return true;
        }
        for (int place = 0; place < places.length(); place++) {
            WorkerMonitor monitor = places.get(place);
            if (monitor != null && monitor.link() != null) {
                return false;
            }
        }
        return true;
    }

    private void giveUp(ProcessPoolException cause) {
        allReady.completeExceptionally(cause);
        PoolBrokenException broken = new PoolBrokenException("the pool has given up: " + cause.getMessage(), cause);
        if (!killed) {
            events.publish(new PoolEvent.PoolBroken(broken));
        }
        kill(broken);
    }

    @Override
    public void onCloseFailed(WorkerCloseException failure) {
        if (!killed) {
            closeFailure = failure;
        }
    }

    @Override
    public void onEnded(WorkerMonitor monitor) {
        boolean ready = fillAfter(monitor);
        counts.bytesSent.add(monitor.bytesSent());
        counts.bytesReceived.add(monitor.bytesReceived());
        if (ready) {
            wakeIdle();
        }
    }

    /** Sees to it that what it was is there again. Returns whether a worker is ready for tasks in its stead. */
    private synchronized boolean fillAfter(WorkerMonitor monitor) {
        monitors.remove(monitor);
        int place = monitor.place();
        if (place == Place.SPARE) {
            after(failuresInARow.pauseMillis(place), () -> startNextSpare(monitor.number()));
            return false;
        }
        if (starting[place] == monitor) {
            starting[place] = null;
            WorkerMonitor old = places.get(place);
            if (old != null) {
                after(failuresInARow.pauseMillis(place), old::replacementFailed);
                return false;
            }
        } else {
            WorkerMonitor there = places.get(place); // none, if this is the second try
            if ((there != null && there != monitor) || vacated[place] || starting[place] != null) {
                return false;
            }
            places.set(place, null);
        }
        if (promoteSpare(place)) {
            return true;
        }
        after(failuresInARow.pauseMillis(place), () -> refill(place));
        return false;
    }

    private static void after(long pauseMillis, Runnable action) {
        if (pauseMillis == 0) {
            action.run();
        } else {
            CompletableFuture.delayedExecutor(pauseMillis, TimeUnit.MILLISECONDS)
                    .execute(() -> insist(action));
        }
    }

    private static void insist(Runnable action) {
        while (true) {
            try {
                action.run();
                return;
            } catch (OutOfMemoryError e) { // nobody else would do it
                LastResort.pause();
            }
        }
    }

    /** Fills a place that is still empty. */
    private void refill(int place) {
        boolean ready;
        synchronized (this) {
            if (places.get(place) != null) {
                return;
            }
            ready = promoteSpare(place);
            if (!ready) {
                startWorker(place);
            }
        }
        if (ready) {
            wakeIdle();
        }
    }
}
