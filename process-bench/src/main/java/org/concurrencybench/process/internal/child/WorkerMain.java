package org.concurrencybench.process.internal.child;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.concurrencybench.process.internal.transport.Endpoint;
import org.concurrencybench.process.internal.transport.Hello;
import org.concurrencybench.process.internal.wire.Connection;

/**
 * Where a worker JVM starts. Arguments: the address, what the names of its files begin with, the largest payload. The
 * token comes by standard input.
 */
public final class WorkerMain {
    private static volatile boolean here;

    private WorkerMain() {}

    /** Whether this JVM is a worker. A process that a worker starts inherits its environment, but is none. */
    public static boolean isHere() {
        return here;
    }

    public static void main(String[] args) throws IOException {
        here = true;
        Preloader preparation = new Preloader(args[1]);
        preparation.start();
        ByteBuffer hello = Hello.frame(System.in.readNBytes(Hello.TOKEN_BYTES), pid());
        int maxPayload = Integer.parseInt(args[2]);
        SocketChannel channel = Endpoint.connect(args[0]);
        while (hello.hasRemaining()) { // the pool can answer while the rest is being made
            channel.write(hello);
        }
        Connection connection = Endpoint.connection(channel, args[0], maxPayload, args[1], true);
        new MessageHandler(connection, preparation, maxPayload).watch();
    }

    /** ProcessHandle starts machinery that takes a tenth of a worker's start-up time. */
    private static long pid() throws IOException {
        String name = new File("/proc/self").getCanonicalFile().getName();
        return name.equals("self") ? ProcessHandle.current().pid() : Long.parseLong(name);
    }
}
