package org.concurrencybench.process.internal.transport;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/** A Unix domain socket for each worker, in a directory that only its owner can enter. */
final class UnixTransport implements TransportProvider {
    @Override
    public Rendezvous meet(Path directory, String name) throws IOException {
        Path path = directory.resolve(name);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            channel.close();
            throw new IOException("cannot bind the worker's socket " + path, e);
        }
        return new UnixRendezvous(path, channel, Files.getOwner(directory).getName());
    }

    private record UnixRendezvous(Path path, ServerSocketChannel channel, String owner) implements Rendezvous {
        @Override
        public String address() {
            return path.toString();
        }

        @Override
        public @Nullable String rejectionReason(SocketChannel peer) throws IOException {
            if (!peer.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
                return null;
            }
            String user =
                    peer.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
            return user.equals(owner) ? null : "it belongs to user " + user + ", not to " + owner;
        }

        @Override
        public void close() throws IOException {
            channel.close();
            Files.deleteIfExists(path);
        }
    }
}
