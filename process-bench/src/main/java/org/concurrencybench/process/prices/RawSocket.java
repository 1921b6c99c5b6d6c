package org.concurrencybench.process.prices;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.concurrencybench.core.prices.Operation;
import org.concurrencybench.core.prices.TimedOperation;

/** A Unix domain socket between this JVM and a child: blocking channels, no spinning. */
record RawSocket(Folder folder, RawProcess child, SocketChannel channel, ByteBuffer block) implements TimedOperation {
    /** Blocks that come back. */
    static Operation echo(int bytes) throws IOException {
        Folder folder = Folder.create();
        Path socket = folder.file("socket");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            RawProcess child = RawProcess.start(RawChild.SOCKET, socket.toString(), Integer.toString(bytes));
            return new RawSocket(folder, child, server.accept(), ByteBuffer.allocateDirect(bytes));
        }
    }

    /** The child's side. */
    static void echo(Path socket, int bytes) throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(bytes);
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            while (true) {
                read(channel, block);
                write(channel, block);
            }
        }
    }

    @Override
    public void run(int times) throws IOException {
        for (int i = 0; i < times; i++) {
            write(channel, block);
            read(channel, block);
        }
    }

    private static void write(SocketChannel channel, ByteBuffer block) throws IOException {
        block.clear();
        while (block.hasRemaining()) {
            channel.write(block);
        }
    }

    private static void read(SocketChannel channel, ByteBuffer block) throws IOException {
        block.clear();
        while (block.hasRemaining()) {
            if (channel.read(block) < 0) {
                throw new EOFException("the other JVM has ended");
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (folder;
                child) {
            channel.close();
        }
    }
}
