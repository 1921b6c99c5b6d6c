package org.concurrencybench.process.pool;

import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a worker can do while its main thread opens a socket, which takes half of its start and all of it within the JDK: makes its progress
 * file, and goes through what its first task will need, so that the classes are there.
 */
final class Preparation extends Thread {
    private final String files;
    private @Nullable Progress progress;

    /** {@code files}: what the names of the worker's files begin with. */
    Preparation(String files) {
        super("prepare");
        setDaemon(true);
        this.files = files;
    }

    @Override
    public void run() {
        try {
            progress = Progress.open(Progress.file(files));
            rehearse();
        } catch (Exception | Error e) {
            StandardError.print(e);
            Runtime.getRuntime().halt(1); // as if main had thrown it
        }
    }

    private static void rehearse() throws Exception {
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
                WorkerReceiver.class,
                Lead.class,
                Outbox.class,
                Slots.class,
                TaskRunner.class,
                Job.class,
                TaskIds.class,
                WorkerFacts.class,
                ReadyMessage.class);
        WorkerContext context = new WorkerContext(Map.of(), 0, 1, null);
        WorkerSetup.decode(new WorkerSetup(Rehearsal.class.getName(), context).encode());
        Rehearsal function = Rehearsal.class.getDeclaredConstructor().newInstance();
        function.outputCodec().encode(function.run(0));
    }

    private static void load(Class<?>... types) throws ClassNotFoundException {
        for (Class<?> type : types) {
            Class.forName(type.getName());
            load(type.getDeclaredClasses());
        }
    }

    /** Waits for it. */
    Progress progress() throws InterruptedException {
        join();
        return Objects.requireNonNull(progress);
    }
}
