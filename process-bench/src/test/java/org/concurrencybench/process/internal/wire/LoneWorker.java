package org.concurrencybench.process.internal.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.process.internal.child.WorkerMain;
import org.concurrencybench.process.internal.transport.Hello;

/** A real worker process whose pool is the test. */
public final class LoneWorker implements AutoCloseable {
    public static final int MAX_PAYLOAD = 100_000;

    private final Process process;
    private final SocketChannel channel;
    private final FrameReader reader = new FrameReader(MAX_PAYLOAD);

    private LoneWorker(Process process, SocketChannel channel) {
        this.process = process;
        this.channel = channel;
    }

    /** Starts one that connects to {@code socket}, and hears its hello. */
    public static LoneWorker start(Path socket) throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            WorkerMain.class.getName(),
                            socket.toString(),
                            socket.resolveSibling("progress").toString(),
                            Integer.toString(MAX_PAYLOAD))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().write(new byte[Hello.TOKEN_BYTES]);
            process.getOutputStream().close();
            LoneWorker worker = new LoneWorker(process, server.accept());
            assertTrue(worker.receive().type() == FrameType.HELLO);
            return worker;
        }
    }

    public static ByteBuffer frame(FrameType type, ByteBuffer payload) {
        ByteBuffer frame = ByteBuffer.allocate(Frame.HEADER_BYTES + payload.remaining());
        Frame.putHeader(frame, type, 0, 0, TaskIds.of(1, 0), 0, payload);
        return frame.put(payload).flip();
    }

    public void send(ByteBuffer bytes) throws Exception {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** The next frame that it sends. */
    public Frame receive() throws Exception {
        Frame frame;
        while ((frame = reader.next()) == null) {
            assertTrue(reader.fill(channel) >= 0, "the worker has hung up");
        }
        return frame;
    }

    public void hangUp() throws Exception {
        channel.close();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public int exitCode() throws Exception {
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the worker has not ended");
        return process.exitValue();
    }

    @Override
    public void close() throws Exception {
        process.destroyForcibly();
        channel.close();
    }
}
