package org.concurrencybench.process.pool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.concurrencybench.core.os.LeftoverProcesses;
import org.jspecify.annotations.Nullable;

/** What a worker does with what it receives, in whichever thread {@link Lead} says. Halts the JVM when the pool is gone. */
final class WorkerReceiver {
    /** Exit codes of a worker that ends itself. */
    static final int POOL_GONE = 90;

    static final int CONNECTION_BROKEN = 91;
    static final int CANNOT_ANSWER = 92;

    private static final int LOOK_FOR_LEFTOVERS_MILLIS = 300;

    private final Connection connection;
    private final Preparation preparation;
    private final int maxPayload;
    private final Outbox outbox;
    private final Lead lead;
    private volatile @Nullable Slots slots;

    WorkerReceiver(Connection connection, Preparation preparation, int maxPayload) {
        this.connection = connection;
        this.preparation = preparation;
        this.maxPayload = maxPayload;
        this.outbox = new Outbox(connection);
        this.lead = new Lead(this);
    }

    /** What the worker's main thread does. */
    void run() {
        lead.watch();
    }

    /**
     * Waits so long for what the pool sends (0: for ever), and sees to it. Returns whether tasks were among that. By one thread at a
     * time.
     */
    boolean receive(long patienceMillis) throws IOException {
        if (!connection.receive(patienceMillis)) {
            end(POOL_GONE);
        }
        boolean tasks = false;
        Frame frame;
        while ((frame = connection.next()) != null) {
            tasks |= handle(frame);
        }
        look();
        return tasks;
    }

    /** Ends the worker: one that does not listen must not stay. */
    void failed(Throwable e) {
        try {
            report(e);
        } finally {
            end(e instanceof ProtocolViolation ? CONNECTION_BROKEN : POOL_GONE);
        }
    }

    /** How long the main thread may wait for bytes, in milliseconds; 0 is for ever. */
    long patience() {
        return outbox.patience();
    }

    /** Whether results have waited for company long enough. */
    void look() throws IOException {
        outbox.look(hasQueued());
    }

    boolean hasQueued() {
        Slots running = slots;
        return running != null && running.hasQueued();
    }

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
                    Slots opened = Slots.open(setup, connection, outbox, lead, preparation.progress(), maxPayload);
                    slots = opened;
                    opened.start();
                } catch (Throwable e) {
                    connection.send(FrameType.SETUP_FAILED, ThrowableFormat.encode(e, maxPayload));
                    return;
                }
                connection.send(FrameType.READY, WorkerFacts.here().encode());
            } catch (Throwable e) {
                report(e);
                end(CANNOT_ANSWER);
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
            report(e);
            end(CANNOT_ANSWER);
        }
        lead.beginLeaving();
        connection.wakeup();
        System.exit(0);
    }

    /**
     * Ends this JVM and all that it has started: its descendants first, then what these had left to the system. Its own threads may start
     * others until the last moment; the next pool of this user finds those. Whichever thread sees first that there is no pool any more: the
     * one that receives, or one that cannot send an answer.
     */
    static void end(int exitCode) {
        try {
            killDescendants();
            String mark = System.getenv(Spawn.MARK);
            if (mark != null) {
                LeftoverProcesses.kill(Spawn.MARK, mark, Duration.ofMillis(LOOK_FOR_LEFTOVERS_MILLIS));
            }
            killDescendants();
        } finally {
            Runtime.getRuntime().halt(exitCode);
        }
    }

    private static void killDescendants() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    static void report(Throwable e) {
        try {
            e.printStackTrace();
        } catch (Throwable ignored) {
            // a task may have replaced System.err by something that throws
        }
    }
}
