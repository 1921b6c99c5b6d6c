package org.concurrencybench.process.internal.child;

import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.concurrencybench.process.api.WorkerContext;
import org.concurrencybench.process.api.WorkerFacts;
import org.concurrencybench.process.internal.wire.Connection;
import org.concurrencybench.process.internal.wire.FrameReader;
import org.concurrencybench.process.internal.wire.FrameWriter;
import org.concurrencybench.process.internal.wire.ProgressFile;
import org.concurrencybench.process.internal.wire.ReadyMessage;
import org.concurrencybench.process.internal.wire.StandardError;
import org.concurrencybench.process.internal.wire.TaskIds;
import org.concurrencybench.process.internal.wire.WorkerSetup;
import org.jspecify.annotations.Nullable;

/**
 * What a worker can do while its main thread opens a socket, which takes half of its start and all of it within the
 * JDK: makes its progress file, and goes through what its first task will need, so that the classes are there.
 */
final class Preloader extends Thread implements Callable<ProgressFile> {
    private final String files;
    private @Nullable ProgressFile progress;

    /** {@code files}: what the names of the worker's files begin with. */
    Preloader(String files) {
        super("prepare");
        setDaemon(true);
        this.files = files;
    }

    @Override
    public void run() {
        try {
            progress = ProgressFile.open(ProgressFile.file(files));
            warmUp();
        } catch (Exception | Error e) {
            StandardError.print(e);
            Runtime.getRuntime().halt(1); // as if main had thrown it
        }
    }

    private static void warmUp() throws Exception {
        Pipe pipe = Pipe.open();
        try (Selector selector = Selector.open();
                Pipe.SinkChannel sink = pipe.sink();
                Pipe.SourceChannel source = pipe.source()) {
            source.configureBlocking(false);
            source.register(selector, SelectionKey.OP_READ);
            sink.write(ByteBuffer.allocate(1));
            selector.select();
        }
        load(
                Connection.class,
                FrameReader.class,
                FrameWriter.class,
                MessageHandler.class,
                LeaderFollowers.class,
                ResultBatcher.class,
                Slots.class,
                TaskRunner.class,
                Job.class,
                TaskIds.class,
                WorkerFacts.class,
                ReadyMessage.class);
        WorkerContext context = new WorkerContext(Map.of(), 0, 1, null);
        WorkerSetup.decode(new WorkerSetup(WarmUpFunction.class.getName(), context).encode());
        WarmUpFunction function = WarmUpFunction.class.getDeclaredConstructor().newInstance();
        function.outputCodec().encode(function.run(0));
    }

    private static void load(Class<?>... types) throws ClassNotFoundException {
        for (Class<?> type : types) {
            Class.forName(type.getName());
            load(type.getDeclaredClasses());
        }
    }

    /** The progress file, when it is there. */
    @Override
    public ProgressFile call() throws InterruptedException {
        join();
        return Objects.requireNonNull(progress);
    }
}
