package org.concurrencybench.process.internal.launch;

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
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.ThrowableData;
import org.concurrencybench.process.api.WorkerContext;
import org.concurrencybench.process.api.WorkerFacts;
import org.concurrencybench.process.api.WorkerOptions;
import org.concurrencybench.process.api.WorkerStartException;
import org.concurrencybench.process.internal.child.WarmUpFunction;
import org.concurrencybench.process.internal.transport.Endpoint;
import org.concurrencybench.process.internal.transport.Handshake;
import org.concurrencybench.process.internal.transport.Hello;
import org.concurrencybench.process.internal.transport.TransportProvider;
import org.concurrencybench.process.internal.wire.Connection;
import org.concurrencybench.process.internal.wire.Frame;
import org.concurrencybench.process.internal.wire.FrameType;
import org.concurrencybench.process.internal.wire.ProgressFile;
import org.concurrencybench.process.internal.wire.ProtocolViolation;
import org.concurrencybench.process.internal.wire.ReadyMessage;
import org.concurrencybench.process.internal.wire.ThrowableFormat;
import org.concurrencybench.process.internal.wire.WorkerMark;
import org.concurrencybench.process.internal.wire.WorkerSetup;
import org.jspecify.annotations.Nullable;

/** Starts one worker: its process, the handshake, and the opening of its function. Then it is ready for tasks. */
public final class WorkerLauncher {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final WarmUpFunction WARM_UP = new WarmUpFunction();
    private static final int WARM_UP_RUNS = 50;

    private final LaunchContext<?, ?> context;
    private final int worker;
    private final String name;
    private final BooleanSupplier wanted;
    private final boolean warmsUp;
    private final String function;

    private volatile @Nullable WorkerJvm jvm;
    private volatile @Nullable WorkerFacts facts;
    private volatile @Nullable Connection connection;

    /**
     * A start of the worker with this number, under a name that no other worker of the run directory has. It ends early
     * when the worker is not {@code wanted} any more. One that {@code warmsUp} runs a {@link WarmUpFunction} many times
     * before it counts as ready.
     */
    public WorkerLauncher(
            LaunchContext<?, ?> context, int worker, String name, boolean warmsUp, BooleanSupplier wanted) {
        this.context = context;
        this.worker = worker;
        this.name = name;
        this.warmsUp = warmsUp;
        this.wanted = wanted;
        this.function = context.function().type().getName();
    }

    /** The process as soon as there is one. */
    @Nullable
    public WorkerJvm jvm() {
        return jvm;
    }

    /** The connection as soon as there is one. */
    @Nullable
    public Connection connection() {
        return connection;
    }

    /** What the worker's JVM says of itself once it is ready. */
    @Nullable
    public WorkerFacts facts() {
        return facts;
    }

    public void closeConnection() {
        Connection open = connection;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // it is gone either way
            }
        }
    }

    public Path progressFile() {
        return ProgressFile.file(files());
    }

    /** What the names of the worker's files begin with. */
    private String files() {
        return context.directory().resolve(name).toString();
    }

    /** Removes what the worker has left in the run directory. */
    public void removeFiles() {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(context.directory().path(), name + ".*")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // the run directory is removed as a whole later
        }
    }

    /**
     * The connection of the worker, which is ready. As soon as there is a process, {@code started} is called.
     *
     * @throws WorkerStartException when it did not get so far; its process has ended then
     */
    public Connection run(Consumer<WorkerJvm> started) throws WorkerStartException {
        WorkerOptions options = context.options();
        long deadline = System.nanoTime() + options.startTimeout().toNanos();
        try {
            ByteBuffer setup = setup(options);
            Connection open = connect(deadline, started);
            connection = open;
            open.send(FrameType.SETUP, setup);
            facts = ReadyMessage.decode(
                    await(open, FrameType.READY, deadline).payload(),
                    worker,
                    Objects.requireNonNull(jvm).pid());
            for (int i = 0; warmsUp && i < WARM_UP_RUNS; i++) {
                open.send(FrameType.WARM_UP, WARM_UP.inputCodec().encode(i));
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

    private ByteBuffer setup(WorkerOptions options) throws IOException, WorkerStartException {
        FunctionSpec<?, ?> spec = context.function();
        WorkerContext workerContext =
                new WorkerContext(spec.setup(), worker, context.workers().slots(), spec.constants());
        ByteBuffer setup = new WorkerSetup(function, workerContext).encode();
        if (setup.remaining() > options.maxPayload()) {
            throw new WorkerStartException(
                            "set-up arguments and constants of " + function + " take " + setup.remaining()
                                    + " bytes, and maxPayload is " + options.maxPayload() + ": raise that",
                            null)
                    .asPermanent();
        }
        return setup;
    }

    private Connection connect(long deadline, Consumer<WorkerJvm> listener) throws IOException, WorkerStartException {
        byte[] token = new byte[Hello.TOKEN_BYTES];
        RANDOM.nextBytes(token);
        RunDirectory directory = context.directory();
        WorkerOptions options = context.options();
        TransportProvider.Rendezvous rendezvous = context.transport().meet(directory.path(), name);
        String mark = files();
        try (Handshake handshake = new Handshake(rendezvous, token)) {
            List<String> arguments = List.of(rendezvous.address(), files(), Integer.toString(options.maxPayload()));
            WorkerJvm started = begin(mark, arguments);
            jvm = started;
            listener.accept(started);
            if (!wanted.getAsBoolean()) {
                started.kill(); // whoever stopped the pool could not see this one
            }
            started.sendToken(token);
            SocketChannel channel = handshake.await(started.pid(), started::isAlive, deadline);
            if (channel == null) {
                boolean late = started.isAlive();
                WorkerStartException failure = failure(missing(started, options) + turnedAway(handshake), false, null);
                throw late ? failure.asOutOfTime() : failure;
            }
            return Endpoint.connection(channel, rendezvous.address(), options.maxPayload(), files(), false);
        }
    }

    /** The process, which is looked after from now on; none is left when that fails. */
    private WorkerJvm begin(String mark, List<String> arguments) throws IOException {
        Process process = null;
        try {
            process = context.startMethod().start(mark, arguments);
            return new WorkerJvm(
                    process,
                    context.directory(),
                    mark,
                    worker,
                    context.options().output());
        } catch (Error e) { // there is a process before there are the threads that read what it prints, and that wait
            // for it
            if (process != null) {
                process.destroyForcibly();
            }
            LeftoverProcesses.kill(WorkerMark.VARIABLE, mark);
            throw e;
        }
    }

    private static String missing(WorkerJvm started, WorkerOptions options) {
        return started.isAlive()
                ? "did not connect within " + options.startTimeout().toMillis() + " ms"
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
                        .asPermanent();
            }
            throw new ProtocolViolation("the worker sent " + frame.type() + " before it was ready");
        }
        throw failure(
                        "was not ready within "
                                + context.options().startTimeout().toMillis()
                                + " ms: raise startTimeout if opening " + function + " takes that long",
                        false,
                        null)
                .asOutOfTime();
    }

    /** Ends the worker; {@code gone} says that it is ending by itself, and how it does is worth reporting. */
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
