package org.concurrencybench.process.prices;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.core.prices.Operation;
import org.concurrencybench.core.prices.TimedOperation;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerFunction;
import org.concurrencybench.process.connection.ConnectionListener;
import org.concurrencybench.process.connection.PeerConnection;
import org.concurrencybench.process.worker.WorkerProcess;

/** A connection to another process that sends back what it gets. */
final class Messages implements TimedOperation {
    private static final byte[] KEY = "not a secret".getBytes(StandardCharsets.UTF_8);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Folder folder;
    private final ConnectionListener<byte[]> listener;
    private final WorkerProcess<String, Long> process;
    private final PeerConnection<byte[]> connection;
    private final byte[] message;

    private Messages(
            Folder folder,
            ConnectionListener<byte[]> listener,
            WorkerProcess<String, Long> process,
            PeerConnection<byte[]> connection,
            int bytes) {
        this.folder = folder;
        this.listener = listener;
        this.process = process;
        this.connection = connection;
        this.message = new byte[bytes];
    }

    /** Sends messages back until the other end closes. */
    static final class Echo implements WorkerFunction<String, Long> {
        @Override
        public Long run(String socket) throws Exception {
            long messages = 0;
            try (PeerConnection<byte[]> connection =
                    PeerConnection.connect(UnixDomainSocketAddress.of(socket), KEY, byte[].class)) {
                while (true) {
                    connection.send(connection.receive());
                    messages++;
                }
            } catch (EOFException e) {
                return messages;
            }
        }
    }

    static Operation open(int bytes) throws Exception {
        Folder folder = Folder.create();
        String socket = folder.file("socket").toString();
        ConnectionListener<byte[]> listener =
                ConnectionListener.bind(UnixDomainSocketAddress.of(socket), KEY, byte[].class);
        WorkerProcess<String, Long> process =
                new WorkerProcess<>("echo", Partner.options(), FunctionSpec.of(Echo.class), socket);
        process.start();
        PeerConnection<byte[]> connection = listener.accept(TIMEOUT)
                .orElseThrow(() -> new IOException("the other process did not connect within " + TIMEOUT.toSeconds()
                        + " s: " + listener.lastRefusal().orElse("no client came")));
        return new Messages(folder, listener, process, connection, bytes);
    }

    @Override
    public void run(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            connection.send(message);
            if (connection.receive().length != message.length) {
                throw new IllegalStateException("a message came back with another length");
            }
        }
    }

    @Override
    public void close() throws Exception {
        try (folder;
                listener) {
            try {
                connection.close();
                process.result().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            } catch (Exception e) {
                process.kill();
                throw e;
            } finally {
                process.close();
            }
        }
    }
}
