package org.concurrencybench.process.internal.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A port of the loopback interface for each worker. Any user of the machine can connect to it, so the token alone shows
 * who the worker is; with Unix sockets the system knows it as well.
 */
final class TcpTransport implements TransportProvider {
    static final String PREFIX = "tcp:";

    @Override
    public Rendezvous meet(Path directory, String name) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return new TcpRendezvous(channel, ((InetSocketAddress) channel.getLocalAddress()).getPort());
        } catch (IOException e) {
            channel.close();
            throw new IOException("cannot bind a port of the loopback interface for the worker", e);
        }
    }

    /** Connects to a rendezvous's address: the worker's side. */
    static SocketChannel connect(String address) throws IOException {
        int port = Integer.parseInt(address.substring(PREFIX.length()));
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        hurry(channel);
        return channel;
    }

    /** A frame is written whole; waiting for more to send with it would delay each answer. */
    private static void hurry(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    private record TcpRendezvous(ServerSocketChannel channel, int port) implements Rendezvous {
        @Override
        public String address() {
            return PREFIX + port;
        }

        @Override
        public @Nullable String rejectionReason(SocketChannel peer) throws IOException {
            hurry(peer);
            return null;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
