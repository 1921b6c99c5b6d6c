package org.concurrencybench.process.pool;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Where a worker JVM starts. Arguments: the address, the progress file, the largest payload. The token comes by standard input. */
final class WorkerMain {
    private WorkerMain() {}

    public static void main(String[] args) throws IOException {
        CurrentWorker.announce();
        ByteBuffer hello = ByteBuffer.allocate(Hello.BYTES);
        byte[] token = System.in.readNBytes(Hello.TOKEN_BYTES);
        hello.put(token).putLong(pid()).flip();
        int maxPayload = Integer.parseInt(args[2]);
        Connection connection = new Connection(Transport.connectTo(args[0]), maxPayload);
        Progress progress = Progress.open(Path.of(args[1]));
        connection.send(FrameType.HELLO, hello);
        new WorkerReceiver(connection, progress, maxPayload).run();
    }

    /** ProcessHandle starts machinery that takes a tenth of a worker's start-up time. */
    private static long pid() throws IOException {
        String name = new File("/proc/self").getCanonicalFile().getName();
        return name.equals("self") ? ProcessHandle.current().pid() : Long.parseLong(name);
    }
}
