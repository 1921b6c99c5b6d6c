package org.concurrencybench.process.pool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.concurrencybench.core.os.LeftoverProcesses;
import org.jspecify.annotations.Nullable;

/** Starts one worker: its process, the handshake, and the opening of its function. Then it is ready for tasks. */
final class Launch {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Rehearsal REHEARSAL = new Rehearsal();
    private static final int PRACTICE_RUNS = 50;

    private final Surroundings<?, ?> surroundings;
    private final int worker;
    private final String name;
    private final BooleanSupplier wanted;
    private final boolean practises;
    private final String function;

    private volatile @Nullable WorkerJvm jvm;
    private volatile @Nullable WorkerFacts facts;
    private volatile @Nullable Connection connection;

    /**
     * A start of the worker with this number, under a name that no other worker of the run directory has. It ends early when
     * the worker is not {@code wanted} any more. One that {@code practises} runs a {@link
     * Rehearsal} many times before it counts as ready.
     */
    Launch(Surroundings<?, ?> surroundings, int worker, String name, boolean practises, BooleanSupplier wanted) {
        this.surroundings = surroundings;
        this.worker = worker;
        this.name = name;
        this.practises = practises;
        this.wanted = wanted;
        this.function = surroundings.registration().function().getName();
    }

    /** The process as soon as there is one. */
    @Nullable
    WorkerJvm jvm() {
        return jvm;
    }

    /** The connection as soon as there is one. */
    @Nullable
    Connection connection() {
        return connection;
    }

    /** What the worker's JVM says of itself once it is ready. */
    @Nullable
    WorkerFacts facts() {
        return facts;
    }

    void closeConnection() {
        Connection open = connection;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // it is gone either way
            }
        }
    }

    Path progressFile() {
        return Progress.file(files());
    }

    /** What the names of the worker's files begin with. */
    private String files() {
        return surroundings.directory().resolve(name).toString();
    }

    /** Removes what the worker has left in the run directory. */
    void removeFiles() {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(surroundings.directory().path(), name + ".*")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // the run directory is removed as a whole later
        }
    }

    /**
     * The connection of the worker, which is ready. As soon as there is a process, {@code started} is told.
     *
     * @throws WorkerStartException when it did not get so far; its process has ended then
     */
    Connection run(Consumer<WorkerJvm> started) throws WorkerStartException {
        ProcessPoolConfig config = surroundings.config();
        long deadline = System.nanoTime() + config.startTimeout().toNanos();
        try {
            ByteBuffer setup = setup(config);
            Connection open = connect(deadline, started);
            connection = open;
            open.send(FrameType.SETUP, setup);
            facts = WorkerFacts.decode(
                    await(open, FrameType.READY, deadline).payload(),
                    worker,
                    Objects.requireNonNull(jvm).pid());
            for (int i = 0; practises && i < PRACTICE_RUNS; i++) {
                open.send(FrameType.PRACTICE, REHEARSAL.inputCodec().encode(i));
                await(open, FrameType.RESULT, deadline);
            }
            return open;
        } catch (IOException e) {
            throw failure("could not be started: " + e.getMessage(), !(e instanceof ProtocolViolation), e);
        } catch (RuntimeException
                | Error e) { // the system gives no thread, most likely: whoever waits for the start must know
            throw failure("could not be started: " + e, false, e);
        }
    }

    private ByteBuffer setup(ProcessPoolConfig config) throws IOException, WorkerStartException {
        Registration<?, ?> registration = surroundings.registration();
        WorkerContext context =
                new WorkerContext(registration.setup(), worker, config.slots(), registration.constants());
        ByteBuffer setup = new WorkerSetup(function, context).encode();
        if (setup.remaining() > config.maxPayload()) {
            throw new WorkerStartException(
                            "set-up arguments and constants of " + function + " take " + setup.remaining()
                                    + " bytes, and maxPayload is " + config.maxPayload() + ": raise that",
                            null)
                    .asHopeless();
        }
        return setup;
    }

    private Connection connect(long deadline, Consumer<WorkerJvm> listener) throws IOException, WorkerStartException {
        byte[] token = new byte[Hello.TOKEN_BYTES];
        RANDOM.nextBytes(token);
        RunDirectory directory = surroundings.directory();
        ProcessPoolConfig config = surroundings.config();
        Transport.Meeting meeting = surroundings.transport().meet(directory.path(), name);
        String mark = files();
        try (Handshake handshake = new Handshake(meeting, token)) {
            List<String> arguments = List.of(meeting.address(), files(), Integer.toString(config.maxPayload()));
            WorkerJvm started = begin(mark, arguments);
            jvm = started;
            listener.accept(started);
            if (!wanted.getAsBoolean()) {
                started.kill(); // whoever stopped the pool could not see this one
            }
            started.give(token);
            SocketChannel channel = handshake.await(started, deadline);
            if (channel == null) {
                boolean late = started.isAlive();
                WorkerStartException failure = failure(missing(started, config) + turnedAway(handshake), false, null);
                throw late ? failure.asOutOfTime() : failure;
            }
            return PoolAddress.connection(channel, meeting.address(), config.maxPayload(), files(), false);
        }
    }

    /** The process, which is looked after from now on; none is left when that fails. */
    private WorkerJvm begin(String mark, List<String> arguments) throws IOException {
        Process process = null;
        try {
            process = surroundings.startMethod().start(mark, arguments);
            return new WorkerJvm(
                    process,
                    surroundings.directory(),
                    mark,
                    worker,
                    surroundings.config().output());
        } catch (Error e) { // there is a process before there are the threads that read what it prints, and that wait
            // for it
            if (process != null) {
                process.destroyForcibly();
            }
            LeftoverProcesses.kill(Spawn.MARK, mark);
            throw e;
        }
    }

    private static String missing(WorkerJvm started, ProcessPoolConfig config) {
        return started.isAlive()
                ? "did not connect within " + config.startTimeout().toMillis() + " ms"
                : "ended before it had connected";
    }

    private static String turnedAway(Handshake handshake) {
        return handshake.refusals().isEmpty() ? "" : "; other peers were turned away: " + handshake.refusals();
    }

    private Frame await(Connection open, FrameType expected, long deadline) throws IOException, WorkerStartException {
        long left;
        while ((left = deadline - System.nanoTime()) > 0) {
            if (!wanted.getAsBoolean()) {
                throw failure("is not needed any more", false, null);
            }
            if (!open.receive(Math.max(1, left / 1_000_000))) {
                throw failure("ended while it opened " + function, true, null);
            }
            Frame frame = open.next();
            if (frame == null) {
                continue;
            }
            if (frame.type() == expected) {
                return frame;
            }
            if (frame.type() == FrameType.SETUP_FAILED) {
                ThrowableData thrown = ThrowableFormat.decode(frame.payload());
                throw failure("could not open " + function + ": " + thrown.summary(), false, thrown.standIn())
                        .asHopeless();
            }
            throw new ProtocolViolation("the worker sent " + frame.type() + " before it was ready");
        }
        throw failure(
                        "was not ready within "
                                + surroundings.config().startTimeout().toMillis()
                                + " ms: raise startTimeout if opening " + function + " takes that long",
                        false,
                        null)
                .asOutOfTime();
    }

    /** Ends the worker; {@code gone} says that it is ending by itself, and how it does is worth telling. */
    private WorkerStartException failure(String what, boolean gone, @Nullable Throwable cause) {
        WorkerJvm started = jvm;
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
}
