package org.concurrencybench.process.pool;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.ByteBuffer;
import java.util.concurrent.LinkedBlockingQueue;
import org.concurrencybench.core.codec.Codec;

/** A worker's slots: threads that take tasks in the order in which they came, run them, and answer. */
final class Slots<I, O> {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final WorkerFunction<I, O> function;
    private final Codec<I> input;
    private final Codec<O> output;
    private final int count;
    private final Outbox outbox;
    private final Progress progress;
    private final int maxPayload;
    private final LinkedBlockingQueue<Job> queue = new LinkedBlockingQueue<>();

    private record Job(long id, int attempt, ByteBuffer payload) {}

    private Slots(WorkerFunction<I, O> function, int count, Outbox outbox, Progress progress, int maxPayload) {
        this.function = function;
        this.input = function.inputCodec();
        this.output = function.outputCodec();
        this.count = count;
        this.outbox = outbox;
        this.progress = progress;
        this.maxPayload = maxPayload;
    }

    @SuppressWarnings("unchecked") // the pool's registration fixes both types
    static Slots<?, ?> open(WorkerSetup setup, Outbox outbox, Progress progress, int maxPayload) throws Exception {
        Constructor<?> constructor = Class.forName(setup.function()).getDeclaredConstructor();
        constructor.setAccessible(true);
        WorkerFunction<Object, Object> function = (WorkerFunction<Object, Object>) constructor.newInstance();
        function.open(setup.context());
        return new Slots<>(function, setup.context().slots(), outbox, progress, maxPayload);
    }

    void start() {
        for (int i = 0; i < count; i++) {
            int slot = i;
            Thread thread = new Thread("slot-".concat(Integer.toString(slot))) {
                @Override
                public void run() {
                    work(slot);
                }
            };
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Called by the receiving thread; never waits. */
    void add(Frame frame) {
        ByteBuffer payload = frame.payload();
        if (payload.isDirect()) { // a part of the reader's buffer
            payload = ByteBuffer.allocate(payload.remaining()).put(payload).flip();
        }
        queue.add(new Job(frame.id(), frame.attempt(), payload));
    }

    boolean hasQueued() {
        return !queue.isEmpty();
    }

    void close() throws Exception {
        function.close();
    }

    @SuppressWarnings(
            "InterruptedExceptionSwallowed") // an interrupt is what the last task left behind, and ends with it
    private void work(int slot) {
        while (true) {
            Job job;
            try {
                job = queue.take();
            } catch (InterruptedException e) {
                continue;
            }
            try {
                progress.begin(slot, TaskIds.number(job.id));
                run(job);
            } catch (Throwable e) {
                // No answer could be sent. The task would wait for ever, so its worker dies instead.
                WorkerReceiver.report(e);
                Runtime.getRuntime().halt(WorkerReceiver.CANNOT_ANSWER);
            }
            boolean unused = Thread.interrupted();
        }
    }

    private void run(Job job) throws IOException {
        I argument;
        try {
            argument = input.decode(job.payload);
        } catch (Throwable e) {
            answer(job, FrameType.UNSENDABLE, 0, describe("the input cannot be decoded in the worker", e));
            return;
        }
        long start = System.nanoTime();
        O result;
        try {
            result = function.run(argument);
        } catch (Throwable e) {
            answer(job, FrameType.FAILURE, System.nanoTime() - start, ThrowableFormat.encode(e));
            return;
        }
        long busy = System.nanoTime() - start;
        ByteBuffer bytes;
        try {
            bytes = output.encode(result);
            if (bytes.remaining() > maxPayload) {
                throw new IOException(
                        "it takes " + bytes.remaining() + " bytes, and maxPayload is " + maxPayload + ": raise that");
            }
        } catch (Throwable e) {
            answer(job, FrameType.UNSENDABLE, busy, describe("the output cannot be sent back", e));
            return;
        }
        answer(job, FrameType.RESULT, busy, bytes);
    }

    private static ByteBuffer describe(String what, Throwable cause) {
        return ThrowableFormat.encode(new IOException(what + ": " + cause.getMessage(), cause));
    }

    private void answer(Job job, FrameType type, long busy, ByteBuffer payload) throws IOException {
        outbox.send(type, job.attempt, job.id, busy, payload.hasRemaining() ? payload : NOTHING, !queue.isEmpty());
    }
}
