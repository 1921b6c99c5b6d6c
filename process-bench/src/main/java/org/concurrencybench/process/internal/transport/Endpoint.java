package org.concurrencybench.process.internal.transport;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import org.concurrencybench.process.internal.wire.Connection;

/**
 * Where a worker finds its pool, as {@link TransportProvider.Rendezvous#address} says it. All that a worker needs of
 * transports: classes of theirs would delay its start.
 */
public final class Endpoint {
    private Endpoint() {}

    public static SocketChannel connect(String address) throws IOException {
        if (isNetwork(address)) {
            return TcpTransport.connect(address);
        }
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(address));
        return channel;
    }

    /**
     * The connection of a worker that has met its pool there. With Unix sockets, large payloads go through mapped
     * files; a network's carries all bytes itself.
     *
     * @param files what the names of the worker's files begin with
     * @param isWorker whether this is the worker's end
     */
    public static Connection connection(
            SocketChannel channel, String address, int maxPayload, String files, boolean isWorker) throws IOException {
        if (isNetwork(address)) {
            return new Connection(channel, maxPayload);
        }
        String toWorker = files.concat(".to-");
        String fromWorker = files.concat(".from-");
        return new Connection(channel, maxPayload, isWorker ? fromWorker : toWorker, isWorker ? toWorker : fromWorker);
    }

    private static boolean isNetwork(String address) {
        return address.startsWith(TcpTransport.PREFIX); // a constant: its class is not loaded for this
    }
}
