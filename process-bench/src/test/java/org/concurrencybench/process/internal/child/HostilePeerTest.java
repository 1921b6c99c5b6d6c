package org.concurrencybench.process.internal.child;

import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.Transport;
import org.concurrencybench.process.api.WorkerContext;
import org.concurrencybench.process.fixtures.Functions;
import org.concurrencybench.process.fixtures.Processes;
import org.concurrencybench.process.internal.transport.Endpoint;
import org.concurrencybench.process.internal.transport.Hello;
import org.concurrencybench.process.internal.wire.ExitCodes;
import org.concurrencybench.process.internal.wire.Frame;
import org.concurrencybench.process.internal.wire.FrameType;
import org.concurrencybench.process.internal.wire.LoneWorker;
import org.concurrencybench.process.internal.wire.WorkerSetup;
import org.concurrencybench.process.pool.ProcessPool;
import org.concurrencybench.process.pool.ProcessPoolConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody else at the other end, between real processes: of the pool, and of a worker. */
@Timeout(120)
class HostilePeerTest {
    private static final byte[] HTTP =
            "GET / HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path directory;

    /**
     * Connects where a worker is awaited, before the worker does, and says what it should not; ends when all have hung
     * up.
     */
    static final class Intruder {
        public static void main(String[] args) throws Exception {
            List<SocketChannel> peers = new ArrayList<>();
            for (ByteBuffer words : List.of(
                    ByteBuffer.allocate(0),
                    ByteBuffer.wrap(HTTP),
                    ByteBuffer.wrap(HTTP.clone(), 0, 1),
                    LoneWorker.frame(FrameType.HELLO, ByteBuffer.allocate(Hello.BYTES)),
                    LoneWorker.frame(FrameType.HELLO, ByteBuffer.allocate(100_000)))) {
                SocketChannel peer = Endpoint.connect(args[0]);
                peers.add(peer);
                try {
                    peer.write(words);
                } catch (java.io.IOException e) {
                    // turned away in the middle of it
                }
            }
            Files.createFile(Path.of(args[1], "connected"));
            for (SocketChannel peer : peers) {
                try {
                    while (peer.read(ByteBuffer.allocate(100)) >= 0) {}
                } catch (java.io.IOException e) {
                    // reset: hung up, too
                }
            }
            Files.createFile(Path.of(args[1], "turned-away"));
        }
    }

    /** A java that lets the intruder connect first. */
    private Path intrudedJava() throws Exception {
        Path script = directory.resolve("java");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Files.writeString(script, """
                #!/bin/sh
                'JAVA' "$1" 'INTRUDER' "$3" 'FOLDER' >/dev/null 2>&1 </dev/null &
                while [ ! -e 'FOLDER/connected' ]; do sleep 0.01; done
                exec 'JAVA' "$@"
                """.replace("JAVA", java)
                .replace("INTRUDER", Intruder.class.getName())
                .replace("FOLDER", directory.toString()));
        assertTrue(script.toFile().setExecutable(true));
        return script;
    }

    @ParameterizedTest
    @EnumSource
    void intrudersDoNotHoldUpAPoolThatStarts(Transport kind) throws Exception {
        var config = ProcessPoolConfig.ofWorkers(1).withJava(intrudedJava()).withTransport(kind);
        try (var pool = ProcessPool.start(config, FunctionSpec.of(Functions.Twice.class))) {
            assertEquals(4L, get(pool.submit(2L)));
            Processes.await(
                    Duration.ofSeconds(60),
                    "end of all the intruder's connections",
                    () -> Files.exists(directory.resolve("turned-away")));
            assertEquals(6L, get(pool.submit(3L)));
        }
    }

    private int exitCodeAfter(String name, ByteBuffer words) throws Exception {
        try (LoneWorker worker = LoneWorker.start(directory.resolve(name))) {
            worker.send(words);
            return worker.exitCode();
        }
    }

    @Test
    void workerEndsWhenItsPoolDoesNotSpeakTheProtocol() throws Exception {
        int broken = ExitCodes.CONNECTION_BROKEN;
        assertEquals(broken, exitCodeAfter("garbage", ByteBuffer.wrap(HTTP)));
        ByteBuffer oversized = LoneWorker.frame(FrameType.TASK, ByteBuffer.allocate(LoneWorker.MAX_PAYLOAD + 100));
        assertEquals(broken, exitCodeAfter("oversized", oversized.limit(50)));
        assertEquals(broken, exitCodeAfter("own", LoneWorker.frame(FrameType.READY, ByteBuffer.allocate(12))));
        assertEquals(broken, exitCodeAfter("early", LoneWorker.frame(FrameType.TASK, ByteBuffer.allocate(8))));
        assertEquals(broken, exitCodeAfter("warm-up", LoneWorker.frame(FrameType.WARM_UP, ByteBuffer.allocate(4))));
        assertEquals(broken, exitCodeAfter("setup", LoneWorker.frame(FrameType.SETUP, ByteBuffer.allocate(100))));
    }

    @Test
    void workerWaitsForASlowPoolAndEndsWithASilentOne() throws Exception {
        try (LoneWorker worker = LoneWorker.start(directory.resolve("slow"))) {
            WorkerContext context = new WorkerContext(Map.of(), 0, 1, null);
            ByteBuffer setup = LoneWorker.frame(
                    FrameType.SETUP, new WorkerSetup(Functions.Twice.class.getName(), context).encode());
            while (setup.hasRemaining()) {
                worker.send(setup.slice(setup.position(), 1));
                setup.position(setup.position() + 1);
                Thread.sleep(1);
            }
            assertEquals(FrameType.READY, worker.receive().type());
            worker.send(LoneWorker.frame(
                    FrameType.TASK, ByteBuffer.allocate(8).putLong(21).flip()));
            Frame answer = worker.receive();
            assertEquals(FrameType.RESULT, answer.type());
            assertEquals(42, answer.payload().getLong());
            assertTrue(worker.isAlive(), "it waits for what may come");
            worker.hangUp();
            assertEquals(ExitCodes.POOL_GONE, worker.exitCode());
        }
    }
}
