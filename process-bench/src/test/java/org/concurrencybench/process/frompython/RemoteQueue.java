package org.concurrencybench.process.frompython;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerOptions;
import org.concurrencybench.process.coordination.Coordinator;
import org.concurrencybench.process.coordination.ProcessQueue;
import org.concurrencybench.process.coordination.RemoteCoordinator;
import org.concurrencybench.process.worker.WorkerProcess;

public final class RemoteQueue {
    private static final byte[] KEY = "abracadabra".getBytes(StandardCharsets.UTF_8);

    /** A program that knows address and key, and was given no handle; here a process that this one starts. */
    static String client(int port) throws Exception {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (RemoteCoordinator remote = RemoteCoordinator.connect(address, KEY)) {
            ProcessQueue<String> queue = remote.lookup("queue", ProcessQueue.class);
            String received = queue.take();
            queue.put(received + ", and back");
            return String.join(" ", remote.names());
        }
    }

    public static void main(String[] args) throws Exception {
        var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Coordinator server = Coordinator.start(anyPort, KEY)) {
            ProcessQueue<String> queue = server.newQueue(String.class, 10);
            server.publish("queue", queue);
            queue.put("hello");
            int port = server.address().orElseThrow().getPort();
            var function = FunctionSpec.of(RemoteQueue::client);
            try (var process = new WorkerProcess<>("client", WorkerOptions.defaults(), function, port)) {
                process.start();
                System.out.println("published: " + process.result().get());
                process.join();
            }
            System.out.println(queue.take());
        }
    }
}
