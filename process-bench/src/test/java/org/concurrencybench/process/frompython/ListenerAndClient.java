package org.concurrencybench.process.frompython;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerOptions;
import org.concurrencybench.process.connection.ConnectionListener;
import org.concurrencybench.process.connection.PeerConnection;
import org.concurrencybench.process.worker.WorkerProcess;

public final class ListenerAndClient {
    record Message(double number, Optional<String> note, int[] figures) {}

    private static final byte[] KEY = "secret password".getBytes(StandardCharsets.UTF_8);

    /** The client: any program that knows port and key; here a process that this one starts. */
    static String call(int port) throws Exception {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (var listener = PeerConnection.connect(address, KEY, Message.class)) {
            Message message = listener.receive();
            listener.send(new Message(2 * message.number(), Optional.of("thanks"), new int[0]));
            return "received " + message.figures().length + " figures";
        }
    }

    public static void main(String[] args) throws Exception {
        var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (var listener = ConnectionListener.bind(anyPort, KEY, Message.class)) {
            int port = ((InetSocketAddress) listener.address()).getPort();
            var function = FunctionSpec.of(ListenerAndClient::call);
            try (var process = new WorkerProcess<>("client", WorkerOptions.defaults(), function, port)) {
                process.start();
                try (var client = listener.accept(Duration.ofMinutes(1)).orElseThrow()) {
                    client.send(new Message(2.25, Optional.empty(), new int[] {0, 1, 2, 3, 4}));
                    Message answer = client.receive();
                    System.out.println(answer.number() + " " + answer.note().orElse("-"));
                }
                System.out.println(process.result().get());
            }
        }
    }
}
