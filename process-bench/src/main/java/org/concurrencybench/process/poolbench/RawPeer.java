package org.concurrencybench.process.poolbench;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Another JVM at the end of a Unix domain socket that sends back what it gets: the floor of what any pool over such
 * sockets can reach. Messages of {@value #MESSAGE_BYTES} bytes, their length included; blocking channels on both sides,
 * no spinning.
 */
final class RawPeer implements AutoCloseable {
    static final int MESSAGE_BYTES = 64;
    /**
     * The most messages of one exchange: as many as the socket's own buffer surely holds, so that nobody waits for
     * room.
     */
    static final int MAX_MESSAGES = 1024;

    static final int BUFFER_BYTES = 256 << 10;

    private final Path directory;
    private final SocketChannel channel;
    private final Process process;
    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(MAX_MESSAGES * MESSAGE_BYTES);
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(MAX_MESSAGES * MESSAGE_BYTES);

    private RawPeer(Path directory, SocketChannel channel, Process process) {
        this.directory = directory;
        this.channel = channel;
        this.process = process;
        for (int i = 0; i < MAX_MESSAGES; i++) {
            outgoing.putInt(i * MESSAGE_BYTES, MESSAGE_BYTES - Integer.BYTES);
        }
    }

    static RawPeer start() throws IOException {
        Path directory = Files.createTempDirectory("raw");
        Path socket = directory.resolve("socket");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            RawEcho.class.getName(),
                            socket.toString())
                    .inheritIO()
                    .start();
            return new RawPeer(directory, server.accept(), process);
        }
    }

    /** Sends this many messages in one write, and waits until all have come back. */
    int exchange(int messages) throws IOException {
        int bytes = messages * MESSAGE_BYTES;
        outgoing.limit(bytes).position(0);
        while (outgoing.hasRemaining()) {
            channel.write(outgoing);
        }
        incoming.limit(bytes).position(0);
        while (incoming.hasRemaining()) {
            if (channel.read(incoming) < 0) {
                throw new EOFException("the other JVM has ended");
            }
        }
        return RawEcho.wholeMessages(incoming);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        process.onExit().join();
        Files.deleteIfExists(directory.resolve("socket"));
        Files.delete(directory);
    }
}
