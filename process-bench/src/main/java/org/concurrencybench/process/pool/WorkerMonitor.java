package org.concurrencybench.process.pool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.concurrencybench.process.api.ThrowableData;
import org.concurrencybench.process.api.WorkerCloseException;
import org.concurrencybench.process.api.WorkerContext;
import org.concurrencybench.process.api.WorkerDiedException;
import org.concurrencybench.process.api.WorkerFacts;
import org.concurrencybench.process.api.WorkerStartException;
import org.concurrencybench.process.internal.launch.LastResort;
import org.concurrencybench.process.internal.launch.LaunchContext;
import org.concurrencybench.process.internal.launch.ShutdownRequest;
import org.concurrencybench.process.internal.launch.WorkerJvm;
import org.concurrencybench.process.internal.launch.WorkerLauncher;
import org.concurrencybench.process.internal.wire.Connection;
import org.concurrencybench.process.internal.wire.Frame;
import org.concurrencybench.process.internal.wire.FrameType;
import org.concurrencybench.process.internal.wire.Payloads;
import org.concurrencybench.process.internal.wire.ProgressFile;
import org.concurrencybench.process.internal.wire.ProtocolViolation;
import org.concurrencybench.process.internal.wire.ThrowableFormat;
import org.jspecify.annotations.Nullable;

/**
 * Looks after one worker, from its start until nothing of it is left: receives from it, and when it has ended settles
 * the tasks that it held.
 */
final class WorkerMonitor extends Thread implements CallbackThreads.PoolThread {
    /**
     * The search for what a dead worker has left behind would compete with the first task of the spare in its stead.
     */
    private static final long SPARE_FIRST_NANOS = 5_000_000;

    private final WorkerListener listener;
    private final Events events;
    private final TaskTracker tracker;
    private final ProcessPoolConfig config;
    private final LaunchContext<?, ?> context;
    private final WorkerLauncher launch;
    private final int number;
    private final long maxAnswers;
    private volatile int place;
    private long answers;
    private volatile @Nullable WorkerProxy link;
    private volatile PoolEvent.@Nullable Reason reason;
    private volatile boolean retiring;
    /** What its worker held when it ended, as far as it is not settled. */
    private List<WorkItem> left = List.of();

    WorkerMonitor(
            WorkerListener listener,
            Events events,
            TaskTracker tracker,
            ProcessPoolConfig config,
            LaunchContext<?, ?> context,
            int place,
            int number,
            String name) {
        super(null, null, config.name() + '-' + name, Payloads.STACK_BYTES);
        setDaemon(true);
        this.listener = listener;
        this.events = events;
        this.tracker = tracker;
        this.config = config;
        this.context = context;
        this.launch = new WorkerLauncher(context, number, name, place == Place.SPARE, () -> !listener.isStopping());
        this.place = place;
        this.number = number;
        int maxTasks = config.maxTasksPerWorker();
        this.maxAnswers = maxTasks == 0 ? Long.MAX_VALUE : maxTasks;
    }

    @Override
    public boolean belongsTo(CallbackThreads callbacks) {
        return tracker.completesOn(callbacks);
    }

    /** Which of the supervisor's places its worker has, or {@link Place#SPARE}. */
    int place() {
        return place;
    }

    /** From now on its worker is no spare. */
    void takePlace(int taken) {
        place = taken;
    }

    /** Which of the pool's workers it is: see {@link WorkerContext#worker}. */
    int number() {
        return number;
    }

    /** The worker when it is ready for tasks. */
    @Nullable
    WorkerProxy link() {
        return link;
    }

    /** The process id of its worker, 0 before there is one. */
    long pid() {
        WorkerJvm jvm = launch.jvm();
        return jvm == null ? 0 : jvm.pid();
    }

    @Nullable
    WorkerJvm jvm() {
        return launch.jvm();
    }

    long bytesSent() {
        Connection open = launch.connection();
        return open == null ? 0 : open.sent();
    }

    long bytesReceived() {
        Connection open = launch.connection();
        return open == null ? 0 : open.received();
    }

    /** Makes the thread see what it is to do. */
    void wakeUp() {
        Connection open = launch.connection();
        if (open != null) {
            open.wakeup();
        }
    }

    /** What the worker's JVM says of itself; null before it is ready and after it has ended. */
    @Nullable
    WorkerFacts facts() {
        return link == null ? null : launch.facts();
    }

    void killWorker() {
        WorkerJvm running = launch.jvm();
        if (running != null) {
            running.kill();
        }
    }

    /** A replacement is on its way. */
    void expectRetirement(PoolEvent.Reason why) {
        reason = why;
    }

    /** The replacement did not come; another may be asked for. */
    void replacementFailed() {
        reason = null;
    }

    boolean isToRetire() {
        return reason != null;
    }

    /** Lets the worker do what it holds, and end. */
    void retire() {
        WorkerProxy ready = link;
        if (ready != null) {
            ready.retire();
        }
        retiring = true;
        PoolEvent.Reason why = reason;
        listener.onRetired(this, why == null ? PoolEvent.Reason.IDLE : why);
        wakeUp();
    }

    /** Takes no more tasks, if there is none. Returns whether {@link #retire} is to follow. */
    boolean retireIfIdle() {
        WorkerProxy ready = link;
        return ready != null && ready.retireIfIdle();
    }

    @Override
    public void run() {
        WorkerProxy ready = null;
        Throwable why = null;
        WorkerStartException notStarted = null;
        boolean orderly = false;
        long begun = System.nanoTime();
        try {
            Connection open = launch.run(jvm -> events.publish(new PoolEvent.WorkerStarted(number, jvm.pid())));
            ready = new WorkerProxy(
                    open, Objects.requireNonNull(launch.jvm()), tracker, config.slots(), config.workers());
            link = ready;
            events.publish(new PoolEvent.WorkerReady(number, pid(), Duration.ofNanos(System.nanoTime() - begun)));
            listener.onReady(this);
            pump(ready);
            orderly = serve(open, ready);
        } catch (WorkerStartException e) {
            notStarted = e;
        } catch (Throwable e) { // whatever it is, the tasks must be settled
            why = e;
        }
        link = null;
        try {
            if (notStarted != null) {
                listener.onStartFailed(this, notStarted);
            }
            boolean spareSteppedIn = listener.onDisconnected(this);
            settle(ready, why, orderly, spareSteppedIn);
        } catch (Throwable e) {
            settleAnyhow(ready, e);
        }
        while (!hasLeft()) {
            LastResort.pause();
        }
    }

    /** Returns false where there was no memory to leave. */
    private boolean hasLeft() {
        try {
            launch.removeFiles();
            listener.onEnded(this);
            return true;
        } catch (OutOfMemoryError e) {
            return false;
        }
    }

    /** What {@link #settle} is to do, where there is no memory for it: its worker ends, and what it held fails. */
    private void settleAnyhow(@Nullable WorkerProxy ready, Throwable why) {
        LastResort.report(why);
        WorkerDiedException death = LastResort.workerLost();
        if (ready != null) {
            ready.failAll(death);
        }
        for (WorkItem task : left) {
            if (!task.isReported()) {
                tracker.failed(task, death);
            }
        }
        left = List.of();
        while (!hasEnded()) {
            LastResort.pause();
        }
    }

    /** Returns false where there was no memory to see to it. */
    private boolean hasEnded() {
        try {
            launch.closeConnection();
            WorkerJvm ended = launch.jvm();
            if (ended != null) {
                ended.kill();
                ended.end();
            }
            return true;
        } catch (OutOfMemoryError e) {
            return false;
        }
    }

    /** This JVM could not send to a worker. */
    private static final class Unserved extends IOException {
        Unserved(Throwable cause) {
            super(ThrowableFormat.reason(cause), cause);
        }
    }

    /** Receives until the worker has gone. Returns whether it said good-bye. */
    private boolean serve(Connection open, WorkerProxy ready) throws IOException {
        boolean orderly = false;
        ShutdownRequest shutdown = null;
        while (true) {
            if (listener.isStopping() || (retiring && ready.isIdle())) {
                if (shutdown == null) {
                    shutdown = ShutdownRequest.send(open, config.workerOptions().closeTimeout());
                }
                if (shutdown.isOverdue()) {
                    killWorker();
                    throw new IOException(shutdown.reason());
                }
            }
            if (!open.receive(shutdown == null ? 0 : shutdown.leftMillis())) {
                break;
            }
            Throwable broken = ready.broken();
            if (broken != null) {
                throw new Unserved(broken);
            }
            Frame frame;
            while ((frame = open.next()) != null) {
                if (frame.type() == FrameType.BYE) {
                    orderly = true;
                    reportClose(frame);
                } else {
                    answered(frame, ready);
                }
            }
            pump(ready);
            if (answers >= maxAnswers && !isToRetire()) {
                listener.onMaxTasks(this);
            }
        }
        if (open.isInsideFrame()) {
            throw new ProtocolViolation("its last frame was cut off");
        }
        return orderly;
    }

    private void pump(WorkerProxy ready) {
        if (place != Place.SPARE) {
            ready.pump();
        }
    }

    private void answered(Frame frame, WorkerProxy ready) throws IOException {
        if (frame.type() == FrameType.PART) {
            if (!(ready.find(frame) instanceof Chunk<?> chunk)) {
                throw new ProtocolViolation("the worker sent a part of what is no chunk");
            }
            tracker.progressed(chunk, frame);
            return;
        }
        WorkItem task = ready.take(frame);
        answers += task.weight;
        tracker.answered(task, frame);
        if (ready.runsLow()) {
            ready.pump();
        }
    }

    private void reportClose(Frame frame) throws IOException {
        if (frame.payload().hasRemaining()) {
            ThrowableData thrown = ThrowableFormat.decode(frame.payload());
            listener.onCloseFailed(new WorkerCloseException(
                    "closing " + context.function().type().getName() + " in a worker failed: " + thrown.summary(),
                    thrown.standIn()));
        }
    }

    /** Sees the worker to its end and decides what becomes of the tasks that it held. */
    private void settle(@Nullable WorkerProxy ready, @Nullable Throwable why, boolean orderly, boolean spareSteppedIn) {
        left = ready == null ? List.of() : ready.abandon();
        launch.closeConnection();
        WorkerJvm ended = launch.jvm();
        if (ended == null) {
            return;
        }
        if (why instanceof ProtocolViolation) {
            ended.kill();
        } else if (why instanceof Error || why instanceof Unserved) {
            ended.kill("this JVM could not continue with it: " + ThrowableFormat.reason(why));
        }
        boolean hadTasks = !left.isEmpty();
        // Asked now: what is handed back may be done, and the pool be closing, before this worker is seen to its end.
        boolean atClose = listener.isStopping() && left.isEmpty();
        long begun = 0;
        if (hadTasks) {
            ended.awaitExit();
            begun = begun(launch.progressFile());
            left = tracker.handBack(left, begun);
            listener.onTasksReturned(); // before anything else that takes time: a spare may be waiting
        }
        ConsecutiveFailures.Life life = answers > 0 || begun > 0
                ? ConsecutiveFailures.Life.USEFUL
                : hadTasks ? ConsecutiveFailures.Life.FRUITLESS : ConsecutiveFailures.Life.IDLE;
        if (spareSteppedIn) {
            LockSupport.parkNanos(SPARE_FIRST_NANOS);
        }
        ended.end();
        if (ready == null) {
            return;
        }
        if (orderly && left.isEmpty()) {
            listener.onServed(this);
            return;
        }
        WorkerDiedException death = ended.death(why);
        if (atClose) {
            listener.onCloseFailed(new WorkerCloseException("at the close of the pool, " + death.getMessage(), death));
            return;
        }
        listener.onDied(this, death, ended.isKilledForAReason(), life);
        int failed = tracker.settle(left, death);
        left = List.of();
        if (!listener.isStopping()) {
            events.publish(new PoolEvent.WorkerDied(number, death, failed));
        }
        listener.onTasksReturned();
    }

    private static long begun(Path progress) {
        try {
            return ProgressFile.highest(progress);
        } catch (IOException e) {
            return Long.MAX_VALUE; // then any of them may have begun
        }
    }
}
