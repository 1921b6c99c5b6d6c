package org.concurrencybench.process.internal.transport;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a worker and its pool meet. */
public interface TransportProvider {
    /** A place of its own for one worker, inside the run directory where the transport needs a file. */
    Rendezvous meet(Path directory, String name) throws IOException;

    /** One place where a worker is awaited; closing it removes it and leaves accepted channels open. */
    interface Rendezvous extends Closeable {
        /** The address that the worker is given. */
        String address();

        ServerSocketChannel channel();

        /** Why this peer cannot be the worker, as far as the system knows; null when nothing speaks against it. */
        @Nullable
        String rejectionReason(SocketChannel peer) throws IOException;
    }
}
