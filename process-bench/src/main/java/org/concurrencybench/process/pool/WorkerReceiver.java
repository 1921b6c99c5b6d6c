package org.concurrencybench.process.pool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The worker's main thread: receives tasks, and halts the JVM when the pool is gone.
 *
 * <p>It is a platform thread that never waits for anything but the connection, so it sees the end of the stream at once,
 * however busy the tasks keep the cores. While the JVM exits it looks now and then instead: HotSpot's exit waits 300 ms for a
 * thread that is inside a system call.
 */
final class WorkerReceiver {
    /** Exit codes of a worker that ends itself. */
    static final int POOL_GONE = 90;

    static final int CONNECTION_BROKEN = 91;
    static final int CANNOT_ANSWER = 92;

    private static final long LEAVING_LOOK_MILLIS = 1;
    private static final long LEAVING_PAUSE_NANOS = 15_000_000;

    private final Connection connection;
    private final Preparation preparation;
    private final int maxPayload;
    private final Outbox outbox;
    private volatile @Nullable Slots slots;
    private volatile boolean leaving;

    WorkerReceiver(Connection connection, Preparation preparation, int maxPayload) {
        this.connection = connection;
        this.preparation = preparation;
        this.maxPayload = maxPayload;
        this.outbox = new Outbox(connection);
    }

    void run() {
        int exitCode = POOL_GONE;
        try {
            while (connection.receive(leaving ? LEAVING_LOOK_MILLIS : outbox.patience())) {
                Frame frame;
                while ((frame = connection.next()) != null) {
                    handle(frame);
                }
                Slots running = slots;
                outbox.look(running != null && running.hasQueued());
                if (leaving) {
                    LockSupport.parkNanos(LEAVING_PAUSE_NANOS);
                }
            }
        } catch (Throwable e) { // whatever it is, a worker that does not listen must not stay
            exitCode = e instanceof ProtocolViolation ? CONNECTION_BROKEN : POOL_GONE;
            report(e);
        } finally {
            end(exitCode);
        }
    }

    private void handle(Frame frame) throws IOException {
        switch (frame.type()) {
            case TASK, CHUNK -> opened().add(frame);
            case WITHDRAW -> opened().withdraw(frame.id());
            case STOP -> opened().stop(frame.id());
            case SETUP -> {
                WorkerSetup setup = WorkerSetup.decode(frame.payload());
                // In a thread of its own: opening may take long, and the end of the pool must be seen meanwhile.
                new Thread("open") {
                    @Override
                    public void run() {
                        open(setup);
                    }
                }.start();
            }
            case SHUTDOWN ->
                new Thread("close") {
                    @Override
                    public void run() {
                        shutDown();
                    }
                }.start();
            case HELLO, READY, SETUP_FAILED, RESULT, FAILURE, UNSENDABLE, BYE, WITHDRAWN, PART ->
                throw new ProtocolViolation("the pool sent " + frame.type());
        }
    }

    private Slots opened() throws ProtocolViolation {
        Slots running = slots;
        if (running == null) {
            throw new ProtocolViolation("a task came before the function was open");
        }
        return running;
    }

    private void open(WorkerSetup setup) {
        try {
            try {
                Slots opened = Slots.open(setup, connection, outbox, preparation.progress(), maxPayload);
                slots = opened;
                opened.start();
            } catch (Throwable e) {
                connection.send(FrameType.SETUP_FAILED, ThrowableFormat.encode(e, maxPayload));
                return;
            }
            connection.send(FrameType.READY, WorkerFacts.here().encode());
        } catch (Throwable e) {
            report(e);
            Runtime.getRuntime().halt(CANNOT_ANSWER);
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
            Runtime.getRuntime().halt(CANNOT_ANSWER);
        }
        leaving = true;
        connection.wakeup();
        System.exit(0);
    }

    private static void end(int exitCode) {
        try {
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        } finally {
            Runtime.getRuntime().halt(exitCode);
        }
    }

    static void report(Throwable e) {
        try {
            e.printStackTrace();
        } catch (Throwable ignored) {
            // a task may have replaced System.err by something that throws
        }
    }
}
