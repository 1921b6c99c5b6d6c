package org.concurrencybench.process.pool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a worker and its pool meet. */
interface Transport {
    /** A place of its own for one worker, inside the run directory where the transport needs a file. */
    Meeting meet(Path directory, String name) throws IOException;

    /** Connects to a meeting's address, whatever transport it is of. The worker's side, which must not load what it does not use. */
    static SocketChannel connectTo(String address) throws IOException {
        Transport transport = isNetwork(address) ? new TcpTransport() : new UnixTransport();
        return transport.connect(address);
    }

    /**
     * The connection of a worker that has met its pool here. With Unix sockets, large payloads go through mapped files; a network's
     * carries all bytes itself.
     *
     * @param files what the names of the worker's files begin with
     * @param isWorker whether this is the worker's end
     */
    static Connection connection(SocketChannel channel, String address, int maxPayload, String files, boolean isWorker)
            throws IOException {
        if (isNetwork(address)) {
            return new Connection(channel, maxPayload);
        }
        String toWorker = files.concat(".to-");
        String fromWorker = files.concat(".from-");
        return new Connection(channel, maxPayload, isWorker ? fromWorker : toWorker, isWorker ? toWorker : fromWorker);
    }

    private static boolean isNetwork(String address) {
        return address.startsWith("tcp:"); // said here: TcpTransport must not be loaded for this
    }

    /** The worker's side of {@link Meeting#address}. */
    SocketChannel connect(String address) throws IOException;

    /** One place where a worker is awaited; closing it removes it and leaves accepted channels open. */
    interface Meeting extends Closeable {
        /** What the worker is told. */
        String address();

        ServerSocketChannel channel();

        /** Why this peer cannot be the worker, as far as the system tells; null when nothing speaks against it. */
        @Nullable
        String objection(SocketChannel peer) throws IOException;
    }
}
