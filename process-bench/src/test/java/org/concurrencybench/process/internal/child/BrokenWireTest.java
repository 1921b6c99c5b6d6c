package org.concurrencybench.process.internal.child;

import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerDiedException;
import org.concurrencybench.process.fixtures.Functions;
import org.concurrencybench.process.internal.transport.Endpoint;
import org.concurrencybench.process.internal.transport.Hello;
import org.concurrencybench.process.internal.wire.ExitCodes;
import org.concurrencybench.process.internal.wire.Frame;
import org.concurrencybench.process.internal.wire.FrameReader;
import org.concurrencybench.process.internal.wire.FrameType;
import org.concurrencybench.process.internal.wire.FrameWriter;
import org.concurrencybench.process.internal.wire.LoneWorker;
import org.concurrencybench.process.internal.wire.ProgressFile;
import org.concurrencybench.process.internal.wire.ReadyMessage;
import org.concurrencybench.process.internal.wire.TaskIds;
import org.concurrencybench.process.pool.ProcessPool;
import org.concurrencybench.process.pool.ProcessPoolConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damaged bytes between real processes: never a hang, never a wrong result. */
@Timeout(300)
class BrokenWireTest {
    private static final int RESULT_BYTES = Frame.HEADER_BYTES + Long.BYTES;

    @TempDir
    Path directory;

    /**
     * A worker that answers input n with n, except where it is told to do harm: 1000 + k flips a bit of byte k of its
     * answer, 2000 + k sends only k bytes and goes.
     */
    static final class Rogue {
        public static void main(String[] args) throws Exception {
            ByteBuffer hello = ByteBuffer.allocate(Hello.BYTES)
                    .put(System.in.readNBytes(Hello.TOKEN_BYTES))
                    .putLong(ProcessHandle.current().pid())
                    .flip();
            SocketChannel channel = Endpoint.connect(args[0]);
            ProgressFile progress = ProgressFile.open(ProgressFile.file(args[1]));
            FrameWriter writer = new FrameWriter();
            FrameReader reader = new FrameReader(1 << 20);
            writer.add(FrameType.HELLO, 0, 0, 0, 0, hello);
            writer.writeTo(channel);
            while (reader.fill(channel) >= 0) {
                Frame frame;
                while ((frame = reader.next()) != null) {
                    switch (frame.type()) {
                        case SETUP -> writer.add(FrameType.READY, 0, 0, 0, 0, ReadyMessage.encode(ReadyMessage.here()));
                        case SHUTDOWN -> {
                            writer.add(FrameType.BYE, 0, 0, 0, 0, ByteBuffer.allocate(0));
                            writer.writeTo(channel);
                            System.exit(0);
                        }
                        default -> {
                            progress.begin(0, TaskIds.number(frame.id()));
                            answer(channel, frame);
                        }
                    }
                    writer.writeTo(channel);
                }
            }
        }

        private static void answer(SocketChannel channel, Frame task) throws Exception {
            long order = task.payload().getLong(task.payload().position());
            ByteBuffer bytes = ByteBuffer.allocate(RESULT_BYTES);
            Frame.putHeader(bytes, FrameType.RESULT, 0, 0, task.id(), 1, task.payload());
            bytes.put(task.payload()).flip();
            int at = (int) (order % 1000);
            if (order >= 2000) {
                channel.write(bytes.limit(at));
                Runtime.getRuntime().halt(0);
            } else if (order >= 1000) {
                bytes.put(at, (byte) (bytes.get(at) ^ 1 << at % 8));
            }
            channel.write(bytes);
        }
    }

    private Path rogueJava() throws Exception {
        Path script = directory.resolve("java");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Files.writeString(
                script,
                "#!/bin/sh\nexec '" + java + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \"$1\" '"
                        + Rogue.class.getName() + "' \"$3\" \"$4\" \"$5\"\n");
        assertTrue(script.toFile().setExecutable(true));
        return script;
    }

    private void damagedAnswersFailOneTaskEach(int step) throws Exception {
        try (var pool = ProcessPool.start(
                ProcessPoolConfig.ofWorkers(2).withMaxDeaths(10_000).withJava(rogueJava()),
                FunctionSpec.of(Functions.Twice.class))) {
            for (int at = 0; at < RESULT_BYTES; at += step) {
                var flipped = pool.submit(1000L + at);
                var cut = pool.submit(2000L + at);
                assertWorkerFailed(flipped, "byte " + at + " flipped");
                assertWorkerFailed(cut, "cut at " + at);
                assertEquals(at, get(pool.submit((long) at)), "the pool goes on");
            }
        }
    }

    private static void assertWorkerFailed(java.util.concurrent.Future<Long> future, String what) throws Exception {
        try {
            throw new AssertionError(what + " gave " + get(future));
        } catch (ExecutionException e) {
            assertTrue(e.getCause() instanceof WorkerDiedException, what + ": " + e.getCause());
        }
    }

    @Test
    void damagedAnswerFailsItsTaskAndItsWorker() throws Exception {
        damagedAnswersFailOneTaskEach(7);
    }

    @Test
    @Tag("slow")
    void answerDamagedAtAnyByteFailsItsTaskAndItsWorker() throws Exception {
        damagedAnswersFailOneTaskEach(1);
    }

    @Test
    void workerEndsWhenItReceivesDamagedBytes() throws Exception {
        assertEquals(ExitCodes.CONNECTION_BROKEN, exitCodeAfter(13, -1), "a flipped bit in the header");
        assertEquals(ExitCodes.CONNECTION_BROKEN, exitCodeAfter(40, -1), "a flipped bit in the payload");
        assertEquals(ExitCodes.POOL_GONE, exitCodeAfter(-1, 20), "cut in the header");
        assertEquals(ExitCodes.POOL_GONE, exitCodeAfter(-1, 40), "cut in the payload");
    }

    /** Sends a SETUP frame with one bit flipped, or the first bytes of it alone. */
    private int exitCodeAfter(int flipAt, int cutAt) throws Exception {
        try (LoneWorker worker = LoneWorker.start(directory.resolve("s" + flipAt + cutAt))) {
            ByteBuffer setup = LoneWorker.frame(FrameType.SETUP, ByteBuffer.allocate(100));
            if (flipAt >= 0) {
                setup.put(flipAt, (byte) (setup.get(flipAt) ^ 4));
                worker.send(setup); // it must end while the pool still listens
            } else {
                worker.send(setup.limit(cutAt));
                worker.hangUp();
            }
            return worker.exitCode();
        }
    }
}
