package org.concurrencybench.core.cost;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * Reports the usage of a worker's JVM to the JVM that measures, whenever that asks: between iterations. In between, its
 * thread waits for the next question and uses nothing.
 */
public final class UsageReporter {
    /** What it loads and connects is no part of a worker's start, which is measured. */
    private static final long START_NANOS = 300_000_000;

    private UsageReporter() {}

    /** Starts reporting to where {@link UsageReports#invitation} says; ends with the connection. */
    public static void start(String invitation) {
        Thread reporter = new Thread("usage-reporter") {
            @Override
            public void run() {
                report(invitation);
            }
        };
        reporter.setDaemon(true);
        reporter.start();
    }

    private static void report(String invitation) {
        LockSupport.parkNanos(START_NANOS);
        int colon = invitation.indexOf(':');
        int port = Integer.parseInt(invitation, 0, colon, 10);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            DataInputStream questions = new DataInputStream(socket.getInputStream());
            DataOutputStream answers = new DataOutputStream(socket.getOutputStream());
            answers.write(invitation.substring(colon + 1).getBytes(StandardCharsets.ISO_8859_1));
            answers.writeLong(ProcessHandle.current().pid());
            while (questions.read() >= 0) {
                answers.write(encoded(JvmUsage.here()));
            }
        } catch (IOException e) {
            // The JVM that measures has ended, and this one is about to.
        }
    }

    private static byte[] encoded(JvmUsage usage) {
        return java.nio.ByteBuffer.allocate(UsageReports.ANSWER_BYTES)
                .putLong(usage.allocatedBytes())
                .putLong(usage.collectionMillis())
                .putLong(usage.startedThreads())
                .putLong(usage.liveThreads())
                .putLong(usage.peakThreads())
                .array();
    }
}
