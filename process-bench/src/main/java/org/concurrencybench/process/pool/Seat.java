package org.concurrencybench.process.pool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the pool's places for a worker, and the thread that looks after it: starts a worker, receives from it, and when it has
 * died settles its tasks and starts the next one.
 */
final class Seat<I, O> extends Thread {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ProcessPool<I, O> pool;
    private final ProcessPoolConfig config;
    private final Registration<I, O> registration;
    private final Surroundings surroundings;
    private final int index;
    private int generation;

    private volatile @Nullable WorkerProcess worker;
    private volatile @Nullable Connection connection;
    private volatile @Nullable Link<O> link;
    private volatile @Nullable WorkerJvm jvm;

    /** What all seats of a pool share. */
    record Surroundings(RunDirectory directory, Transport transport, StartMethod startMethod) {}

    Seat(ProcessPool<I, O> pool, ProcessPoolConfig config, Registration<I, O> registration, Surroundings s, int index) {
        super("process-pool-" + index);
        setDaemon(true);
        this.pool = pool;
        this.config = config;
        this.registration = registration;
        this.surroundings = s;
        this.index = index;
    }

    /** The worker when it is ready for tasks. */
    @Nullable
    Link<O> link() {
        return link;
    }

    /** What the JVM of the present worker is; null while there is none. */
    @Nullable
    WorkerJvm jvm() {
        return jvm;
    }

    /** Makes the thread look at the pool's state. */
    void nudge() {
        Connection open = connection;
        if (open != null) {
            open.wakeup();
        }
    }

    void killWorker() {
        WorkerProcess running = worker;
        if (running != null) {
            running.kill();
        }
    }

    @Override
    public void run() {
        while (pool.wantsWorkers()) {
            live();
        }
    }

    /** The life of one worker. */
    private void live() {
        String name = "w" + index + "-" + ++generation;
        Path progress = surroundings.directory().resolve(name + ".progress");
        Link<O> ready = null;
        Throwable why = null;
        boolean orderly = false;
        try {
            Connection open = start(name, progress);
            ready = new Link<>(open, pool.backlog(), config.slots(), config.workers());
            link = ready;
            pool.workerReady(generation == 1);
            ready.pump();
            orderly = serve(open, ready);
        } catch (WorkerStartException e) {
            pool.workerNotStarted(e);
            ready = null;
        } catch (Throwable e) { // whatever it is, the tasks must be settled
            why = e;
        }
        link = null;
        jvm = null;
        settle(ready, progress, why, orderly);
        forget(progress);
    }

    private Connection start(String name, Path progress) throws WorkerStartException {
        long deadline = System.nanoTime() + config.startTimeout().toNanos();
        try {
            SocketChannel channel = launch(name, progress, deadline);
            Connection open = new Connection(channel, config.maxPayload());
            connection = open;
            WorkerContext context = new WorkerContext(registration.setup(), index, config.slots());
            open.send(FrameType.SETUP, new WorkerSetup(registration.function().getName(), context).encode());
            jvm = awaitReady(open, deadline);
            return open;
        } catch (IOException e) {
            throw notStarted("could not be started: " + e.getMessage(), !(e instanceof ProtocolViolation), e);
        }
    }

    private SocketChannel launch(String name, Path progress, long deadline) throws IOException, WorkerStartException {
        byte[] token = new byte[Hello.TOKEN_BYTES];
        RANDOM.nextBytes(token);
        Transport.Meeting meeting =
                surroundings.transport().meet(surroundings.directory().path(), name);
        String mark = surroundings.directory().resolve(name).toString();
        try (Handshake handshake = new Handshake(meeting, token)) {
            Process process = surroundings
                    .startMethod()
                    .start(
                            mark,
                            List.of(meeting.address(), progress.toString(), Integer.toString(config.maxPayload())));
            WorkerProcess started = new WorkerProcess(process, surroundings.directory(), mark);
            worker = started;
            if (!pool.wantsWorkers()) {
                started.kill(); // the pool was shut down before it could see this one
            }
            started.give(token);
            SocketChannel channel = handshake.await(started, deadline);
            if (channel == null) {
                throw notStarted(
                        (started.isAlive()
                                        ? "did not connect within "
                                                + config.startTimeout().toMillis() + " ms"
                                        : "ended before it had connected")
                                + (handshake.refusals().isEmpty()
                                        ? ""
                                        : "; other peers were turned away: " + handshake.refusals()),
                        false,
                        null);
            }
            return channel;
        }
    }

    private WorkerJvm awaitReady(Connection open, long deadline) throws IOException, WorkerStartException {
        long left;
        while ((left = deadline - System.nanoTime()) > 0) {
            if (!open.receive(Math.max(1, left / 1_000_000))) {
                throw notStarted(
                        "ended while it opened " + registration.function().getName(), true, null);
            }
            Frame frame = open.next();
            if (frame == null) {
                continue;
            }
            return switch (frame.type()) {
                case READY -> WorkerJvm.decode(frame.payload());
                case SETUP_FAILED -> {
                    ThrowableData thrown = ThrowableFormat.decode(frame.payload());
                    WorkerStartException failure = notStarted(
                            "could not open " + registration.function().getName() + ": " + thrown.summary(),
                            false,
                            thrown.standIn());
                    pool.giveUp(failure); // the next one would fail in the same way
                    throw failure;
                }
                default -> throw new ProtocolViolation("the worker sent " + frame.type() + " before it was ready");
            };
        }
        throw notStarted(
                "was not ready within " + config.startTimeout().toMillis() + " ms: raise startTimeout if opening "
                        + registration.function().getName() + " takes that long",
                false,
                null);
    }

    /** Ends the worker; {@code gone} says that it is ending by itself, and how it does is worth telling. */
    private WorkerStartException notStarted(String what, boolean gone, @Nullable Throwable cause) {
        WorkerProcess started = worker;
        if (started == null) {
            return new WorkerStartException("a worker " + what, cause);
        }
        boolean ended = gone || !started.isAlive();
        if (!ended) {
            started.kill();
        }
        started.end();
        return new WorkerStartException(
                "worker " + started.pid() + ' ' + what
                        + (ended ? "; " + started.death(null).getMessage() : started.lastOutput()),
                cause);
    }

    /** Receives until the worker has gone. Returns whether it said good-bye. */
    private boolean serve(Connection open, Link<O> ready) throws IOException {
        boolean orderly = false;
        boolean told = false;
        long closeDeadline = 0;
        long patience = 0;
        while (true) {
            if (pool.isStopping()) {
                if (!told) {
                    told = true;
                    closeDeadline = System.nanoTime() + config.closeTimeout().toNanos();
                    open.send(FrameType.SHUTDOWN, ByteBuffer.allocate(0));
                }
                long left = closeDeadline - System.nanoTime();
                if (left <= 0) {
                    killWorker();
                    throw new IOException(
                            "it did not close within " + config.closeTimeout().toMillis() + " ms");
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
                    complete(ready.take(frame), frame);
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
            pool.closeFailed(new WorkerCloseException(
                    "closing " + registration.function().getName() + " in a worker failed: " + thrown.summary(),
                    thrown.standIn()));
        }
    }

    private void complete(Submission<O> task, Frame frame) throws ProtocolViolation {
        switch (frame.type()) {
            case RESULT -> {
                O output;
                try {
                    output = registration.output().decode(frame.payload());
                } catch (IOException | RuntimeException e) {
                    pool.failed(task, new PayloadException("the output cannot be decoded: " + e.getMessage(), e));
                    return;
                }
                pool.succeeded(task, output, frame.nanos());
            }
            case FAILURE -> pool.failed(task, failure(frame));
            case UNSENDABLE -> pool.failed(task, failure(frame));
            default -> {
                pool.failed(task, new PayloadException("the worker sent " + frame.type() + " as an answer", null));
                throw new ProtocolViolation("the worker sent " + frame.type());
            }
        }
    }

    private static ProcessPoolException failure(Frame frame) {
        try {
            ThrowableData thrown = ThrowableFormat.decode(frame.payload());
            return frame.type() == FrameType.FAILURE
                    ? new TaskFailedException(thrown)
                    : new PayloadException(String.valueOf(thrown.message()), thrown.standIn());
        } catch (IOException e) {
            return new PayloadException("the task failed, but what it threw cannot be decoded", e);
        }
    }

    /** Sees the worker to its end and decides what becomes of the tasks that it held. */
    private void settle(@Nullable Link<O> ready, Path progress, @Nullable Throwable why, boolean orderly) {
        List<Submission<O>> left = ready == null ? List.of() : ready.abandon();
        close(connection);
        connection = null;
        WorkerProcess ended = worker;
        worker = null;
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
        if (pool.isStopping() && left.isEmpty()) {
            pool.closeFailed(new WorkerCloseException("at the close of the pool, " + death.getMessage(), death));
            return;
        }
        pool.workerDied(death, left, begun(progress));
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
