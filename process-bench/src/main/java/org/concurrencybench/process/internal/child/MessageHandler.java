package org.concurrencybench.process.internal.child;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.concurrencybench.core.os.LeftoverProcesses;
import org.concurrencybench.process.internal.wire.Connection;
import org.concurrencybench.process.internal.wire.ExitCodes;
import org.concurrencybench.process.internal.wire.Frame;
import org.concurrencybench.process.internal.wire.FrameType;
import org.concurrencybench.process.internal.wire.ProgressFile;
import org.concurrencybench.process.internal.wire.ProtocolViolation;
import org.concurrencybench.process.internal.wire.ReadyMessage;
import org.concurrencybench.process.internal.wire.StandardError;
import org.concurrencybench.process.internal.wire.ThrowableFormat;
import org.concurrencybench.process.internal.wire.WorkerMark;
import org.concurrencybench.process.internal.wire.WorkerSetup;
import org.jspecify.annotations.Nullable;

/**
 * What a worker does with what it receives, in whichever thread {@link LeaderFollowers} says. Halts the JVM when the
 * pool is gone.
 */
final class MessageHandler extends LeaderFollowers {
    private static final int LEFTOVERS_TIMEOUT_MILLIS = 300;

    private final Connection connection;
    private final Callable<ProgressFile> progress;
    private final int maxPayload;
    private final ResultBatcher batcher;
    private volatile @Nullable Slots slots;

    MessageHandler(Connection connection, Callable<ProgressFile> progress, int maxPayload) {
        this.connection = connection;
        this.progress = progress;
        this.maxPayload = maxPayload;
        this.batcher = new ResultBatcher(connection);
    }

    @Override
    boolean receive(long timeoutMillis) throws IOException {
        if (!connection.receive(timeoutMillis)) {
            end(ExitCodes.POOL_GONE);
        }
        boolean tasks = false;
        Frame frame;
        while ((frame = connection.next()) != null) {
            tasks |= handle(frame);
        }
        flushIfDue();
        return tasks;
    }

    @Override
    void failed(Throwable e) {
        try {
            StandardError.print(e);
        } finally {
            end(e instanceof ProtocolViolation ? ExitCodes.CONNECTION_BROKEN : ExitCodes.POOL_GONE);
        }
    }

    @Override
    long timeoutMillis() {
        return batcher.timeoutMillis();
    }

    @Override
    void flushIfDue() throws IOException {
        batcher.flushIfDue(hasQueued());
    }

    @Override
    boolean hasQueued() {
        Slots running = slots;
        return running != null && running.hasQueued();
    }

    @Override
    boolean hasOneSlot() {
        Slots running = slots;
        return running != null && running.isOne();
    }

    /** Returns whether it is a task. */
    private boolean handle(Frame frame) throws IOException {
        FrameType type = frame.type();
        // A switch would have a class of its own, which a start would wait for.
        if (type.isWork()) {
            opened().add(frame);
            return true;
        } else if (type == FrameType.WITHDRAW) {
            opened().withdraw(frame.id());
        } else if (type == FrameType.STOP) {
            opened().stop(frame.id());
        } else if (type == FrameType.SETUP) {
            new Opening(WorkerSetup.decode(frame.payload())).start();
        } else if (type == FrameType.SHUTDOWN) {
            new Thread("close") {
                @Override
                public void run() {
                    shutDown();
                }
            }.start();
        } else {
            throw new ProtocolViolation("the pool sent " + type);
        }
        return false;
    }

    private Slots opened() throws ProtocolViolation {
        Slots running = slots;
        if (running == null) {
            throw new ProtocolViolation("a task came before the function was open");
        }
        return running;
    }

    /** A thread of its own: opening may take long, and the end of the pool must be seen meanwhile. */
    private final class Opening extends Thread {
        private final WorkerSetup setup;

        Opening(WorkerSetup setup) {
            super("open");
            this.setup = setup;
        }

        @Override
        public void run() {
            try {
                try {
                    Slots opened =
                            Slots.open(setup, connection, batcher, MessageHandler.this, progress.call(), maxPayload);
                    slots = opened;
                    opened.start();
                } catch (Throwable e) {
                    connection.send(FrameType.SETUP_FAILED, ThrowableFormat.encode(e, maxPayload));
                    return;
                }
                connection.send(FrameType.READY, ReadyMessage.encode(ReadyMessage.here()));
            } catch (Throwable e) {
                StandardError.print(e);
                end(ExitCodes.CANNOT_ANSWER);
            }
        }
    }

    private void shutDown() {
        ByteBuffer failure = ByteBuffer.allocate(0);
        try {
            Slots running = slots;
            if (running != null) {
                running.close();
            }
        } catch (Throwable e) {
            failure = ThrowableFormat.encode(e, maxPayload);
        }
        try {
            System.out.flush();
            System.err.flush();
            connection.send(FrameType.BYE, failure);
        } catch (Throwable e) {
            StandardError.print(e);
            end(ExitCodes.CANNOT_ANSWER);
        }
        beginLeaving();
        connection.wakeup();
        System.exit(0);
    }

    /**
     * Ends this JVM and all that it has started: its descendants first, then what these had left to the system. Its own
     * threads may start others until the last moment; the next pool of this user finds those. Whichever thread sees
     * first that there is no pool any more: the one that receives, or one that cannot send an answer.
     */
    @Override
    void end(int exitCode) {
        try {
            killDescendants();
            String mark = System.getenv(WorkerMark.VARIABLE);
            if (mark != null) {
                LeftoverProcesses.kill(WorkerMark.VARIABLE, mark, Duration.ofMillis(LEFTOVERS_TIMEOUT_MILLIS));
            }
            killDescendants();
        } finally {
            Runtime.getRuntime().halt(exitCode);
        }
    }

    private static void killDescendants() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }
}
