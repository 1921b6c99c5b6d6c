package org.concurrencybench.reports.run;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A stranger on the machine that burns a CPU in bursts, but only while somebody holds a connection to it. Ends by
 * itself. Arguments: the file to which it writes its pid and port, seconds that it lives.
 */
final class BurningProcess {
    private static final long BURST_NANOS = 100_000_000;
    /** Short, so that it gets its share on a machine that others use too. */
    private static final long PAUSE_MILLIS = 10;

    /** Keeps the compiler from leaving the burning out. */
    static volatile long sink;

    private BurningProcess() {}

    public static void main(String[] args) throws Exception {
        long life = Long.parseLong(args[1]) * 1000;
        Thread.ofPlatform().daemon().start(() -> {
            try {
                Thread.sleep(life);
            } catch (InterruptedException e) {
                // nobody interrupts it
            }
            Runtime.getRuntime().halt(0);
        });
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Path file = Path.of(args[0]);
            Path written = Files.writeString(
                    file.resolveSibling("written"), ProcessHandle.current().pid() + " " + server.getLocalPort());
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
            while (true) {
                try (Socket held = server.accept()) {
                    held.setSoTimeout((int) PAUSE_MILLIS);
                    burnWhileHeld(held);
                }
            }
        }
    }

    private static void burnWhileHeld(Socket held) {
        while (true) {
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < BURST_NANOS) {
                sink++;
            }
            try {
                if (held.getInputStream().read() < 0) {
                    return;
                }
            } catch (java.net.SocketTimeoutException e) {
                continue; // the pause is over, and it is still held
            } catch (java.io.IOException e) {
                return;
            }
        }
    }
}
