package org.concurrencybench.process.pool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks after one worker, from its start until nothing of it is left: receives from it, and when it has ended settles the tasks
 * that it held.
 */
final class Keeper<I, O> extends Thread {
    private final Crew<I, O> crew;
    private final Ledger<O> ledger;
    private final Surroundings<I, O> surroundings;
    private final Answers<O> answers;
    private final Launch launch;
    private final int place;
    private volatile @Nullable Link<O> link;

    Keeper(Crew<I, O> crew, Ledger<O> ledger, Surroundings<I, O> surroundings, int place, String name) {
        super("process-pool-" + name);
        setDaemon(true);
        this.crew = crew;
        this.ledger = ledger;
        this.surroundings = surroundings;
        this.answers = new Answers<>(surroundings.registration().output(), ledger);
        this.launch = new Launch(surroundings, place, name, () -> !crew.isStopping());
        this.place = place;
    }

    /** Which of the crew's places its worker has. */
    int place() {
        return place;
    }

    /** The worker when it is ready for tasks. */
    @Nullable
    Link<O> link() {
        return link;
    }

    /** Makes the thread look at the crew's state. */
    void nudge() {
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

    @Override
    public void run() {
        Link<O> ready = null;
        Throwable why = null;
        boolean orderly = false;
        try {
            Connection open = launch.run();
            ProcessPoolConfig config = surroundings.config();
            ready = new Link<>(open, ledger.backlog(), config.slots(), config.workers());
            link = ready;
            crew.ready(this);
            ready.pump();
            orderly = serve(open, ready);
        } catch (WorkerStartException e) {
            crew.notStarted(e);
        } catch (Throwable e) { // whatever it is, the tasks must be settled
            why = e;
        }
        link = null;
        settle(ready, why, orderly);
        forget(launch.progressFile());
        crew.ended(this);
    }

    /** Receives until the worker has gone. Returns whether it said good-bye. */
    private boolean serve(Connection open, Link<O> ready) throws IOException {
        boolean orderly = false;
        boolean told = false;
        long closeDeadline = 0;
        long patience = 0;
        while (true) {
            if (crew.isStopping()) {
                long limit = surroundings.config().closeTimeout().toMillis();
                if (!told) {
                    told = true;
                    closeDeadline = System.nanoTime() + limit * 1_000_000;
                    open.send(FrameType.SHUTDOWN, ByteBuffer.allocate(0));
                }
                long left = closeDeadline - System.nanoTime();
                if (left <= 0) {
                    killWorker();
                    throw new IOException("it did not close within " + limit + " ms");
                }
                patience = left / 1_000_000 + 1;
            }
            if (!open.receive(patience)) {
                break;
            }
            Frame frame;
            while ((frame = open.next()) != null) {
                if (frame.type() == FrameType.BYE) {
                    orderly = true;
                    reportClose(frame);
                } else {
                    answers.complete(ready.take(frame), frame);
                    if (ready.runsLow()) {
                        ready.pump();
                    }
                }
            }
            ready.pump();
        }
        if (open.isInsideFrame()) {
            throw new ProtocolViolation("its last frame was cut off");
        }
        return orderly;
    }

    private void reportClose(Frame frame) throws IOException {
        if (frame.payload().hasRemaining()) {
            ThrowableData thrown = ThrowableFormat.decode(frame.payload());
            crew.closeFailed(new WorkerCloseException(
                    "closing " + surroundings.registration().function().getName() + " in a worker failed: "
                            + thrown.summary(),
                    thrown.standIn()));
        }
    }

    /** Sees the worker to its end and decides what becomes of the tasks that it held. */
    private void settle(@Nullable Link<O> ready, @Nullable Throwable why, boolean orderly) {
        List<Submission<O>> left = ready == null ? List.of() : ready.abandon();
        close(launch.connection());
        WorkerJvm ended = launch.jvm();
        if (ended == null) {
            return;
        }
        if (why instanceof ProtocolViolation) {
            ended.kill();
        }
        ended.end();
        if (ready == null || (orderly && left.isEmpty())) {
            return;
        }
        WorkerDiedException death = ended.death(why);
        if (crew.isStopping() && left.isEmpty()) {
            crew.closeFailed(new WorkerCloseException("at the close of the pool, " + death.getMessage(), death));
            return;
        }
        crew.died(death);
        ledger.settle(left, begun(launch.progressFile()), death);
        crew.wakeIdle();
    }

    private static long begun(Path progress) {
        try {
            return Progress.highest(progress);
        } catch (IOException e) {
            return Long.MAX_VALUE; // then any of them may have begun
        }
    }

    private static void close(@Nullable Connection open) {
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // it is gone either way
            }
        }
    }

    private static void forget(Path progress) {
        try {
            Files.deleteIfExists(progress);
        } catch (IOException e) {
            // the run directory is removed as a whole later
        }
    }
}
